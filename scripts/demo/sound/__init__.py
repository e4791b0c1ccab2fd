"""What every voice is made of: waves, envelopes, colour and space."""
