"""Makes the generated blocks of README.md; one module per block, see `scripts/document.py`."""
