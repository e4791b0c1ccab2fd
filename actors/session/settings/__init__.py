"""Rules of settings, which persist."""
