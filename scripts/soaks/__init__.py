"""What can be counted for long with `scripts/soak`: one file each."""
