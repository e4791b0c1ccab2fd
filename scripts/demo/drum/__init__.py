"""Percussive voices; each returns mono frames, or stereo if it includes reverb."""
