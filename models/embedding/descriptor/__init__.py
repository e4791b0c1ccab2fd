"""What can be said of a sound by signal processing alone."""
