"""Everything the screen can show, as one immutable value in slices."""
