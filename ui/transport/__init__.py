"""Volume and the state of the sound output."""
