"""The map: all sounds on a plane."""
