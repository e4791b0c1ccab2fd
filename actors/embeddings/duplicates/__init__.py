"""Duplicate search; null tests run in worker processes."""
