"""Words of the sheet of models."""

from __future__ import annotations

TITLE = "Models"
USE, ACTIVE, VERIFY = "Use", "Active", "Verify"
ABOUT = {
    "aisfx": "aiSFX (built in), CC BY 4.0",
    "clap": "LAION-CLAP: text search; weights not included",
}
"""By the name of the model."""
INSTALL = (
    "To install CLAP, drop its weights here (.safetensors, .bin, .pt), tokenizer.json beside them"
)


def state(about: str, *, active: bool, installed: bool, text_search: bool) -> str:
    """Return what a model is, and whether it is used."""
    standing = "active" if active else "installed" if installed else "not installed"
    return " · ".join((about, standing, *(["text search ready"] if text_search else [])))
