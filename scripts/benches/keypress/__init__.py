"""Parts of `scripts/bench keysound --window`: from the X server's key event to recorded sound."""
