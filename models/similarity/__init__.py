"""What it means to look for sounds by other sounds."""
