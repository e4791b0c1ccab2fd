"""Right side panel: collections and the samples of the chosen one."""
