"""What can be done for long with `scripts/soak`: one file each."""
