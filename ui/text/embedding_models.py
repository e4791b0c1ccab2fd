"""Texts of the models sheet."""

from __future__ import annotations

TITLE = "Models"
USE, ACTIVE, VERIFY = "Use", "Active", "Verify"
NAMES = {"aisfx": "aiSFX", "clap": "LAION-CLAP"}
ABOUT = {
    "aisfx": "Built in, CC BY 4.0",
    "clap": "Text search; weights not included",
}
"""By model name, like `NAMES`."""
INSTALL = (
    "To install CLAP, drop its weights here (.safetensors, .bin, .pt), tokenizer.json beside them"
)


def model_state(about: str, *, active: bool, installed: bool, text_search: bool) -> str:
    """Return the description and state of a model, and whether it offers text search."""
    standing = "active" if active else "installed" if installed else "not installed"
    return " · ".join((about, standing, *(("text search available",) if text_search else ())))
