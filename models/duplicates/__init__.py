"""Which sounds are there more than once, and how that is proven. Pure."""
