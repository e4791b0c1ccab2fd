"""Onset detection: onset strength, peak picking, refinement to the exact frame."""
