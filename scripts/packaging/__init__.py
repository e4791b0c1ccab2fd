"""Makes the packages of sempal, see `scripts/package`."""
