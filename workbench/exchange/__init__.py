"""What comes in and goes out: files, pictures and bundles."""
