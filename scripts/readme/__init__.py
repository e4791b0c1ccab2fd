"""Generators of the guide's generated blocks; one module per block, see `scripts/document.py`."""
