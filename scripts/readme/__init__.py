"""Generators of README.md's generated blocks; one module per block, see `scripts/document.py`."""
