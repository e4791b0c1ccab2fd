"""Descriptors computed by signal processing alone."""
