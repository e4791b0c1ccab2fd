"""Rules of the transport and the audio output."""
