"""Texts of the forget sheet."""

from __future__ import annotations

FORGET = "Forget"
WARNING = "Files are not touched. This cannot be undone."


def title(folder: str) -> str:
    """Return the title of the sheet."""
    return f"Forget “{folder}” for good?"


def lost_decisions(decisions: str) -> str:
    """Return what will be lost."""
    return f"Will be lost: {decisions}."
