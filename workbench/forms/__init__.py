"""Forms: what a group does in an agreed way, in versions that it adopts, reviews and lets rest."""
