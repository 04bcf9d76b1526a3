"""Reusable Jupyter controls that know no form and no database."""
