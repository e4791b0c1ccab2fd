"""The process: the source of drags and owner of the clipboard on the X server."""
