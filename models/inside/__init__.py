"""Places inside long sounds: windows, what is kept of them, and what is found."""
