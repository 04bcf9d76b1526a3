"""The forms of a practitioner community."""
