"""The right side of the window: collections and the samples of the chosen one."""
