"""Reduction of sounds to bins: the peak pyramid, its builder, and the quick sketch."""
