"""Every table, a file a form: columns and nothing else."""
