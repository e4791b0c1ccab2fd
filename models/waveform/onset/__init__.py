"""Where sounds begin within a sample: strength of change, its peaks, the exact frame."""
