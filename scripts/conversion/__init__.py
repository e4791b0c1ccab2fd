"""Conversion of the published aiSFX weights to the files in `data/models`."""
