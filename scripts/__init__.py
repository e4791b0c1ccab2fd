"""The commands of a developer: one verb per file. Not part of what is installed."""
