"""Metadata as bytes of a container; what it cannot hold is named."""
