"""Benchmarks run by `scripts/bench`, one file each."""
