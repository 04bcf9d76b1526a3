"""Brings a store to the tables of this version, with a copy made first."""
