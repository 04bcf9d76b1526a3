"""What every form stands on; it knows no form."""
