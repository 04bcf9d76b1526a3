"""Kernels that fork from a warm parent; nothing here knows the workbench."""
