"""Edits of sounds: what they are, how they change the audio, and where positions move."""
