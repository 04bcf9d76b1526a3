"""The command line: one file for each handful of commands."""
