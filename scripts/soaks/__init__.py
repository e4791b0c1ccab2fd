"""Endurance tests run by `scripts/soak`, one file each."""
