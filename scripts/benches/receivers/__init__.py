"""Programs that take the files of `scripts/bench handoff`."""
