"""The exact picture of a sound: reduction, view, columns, thumbnails."""
