"""Decisions taken together: own stand first, each voice heard, differences kept, gradients, an outcome."""
