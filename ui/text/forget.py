"""Texts of the forget sheet."""

from __future__ import annotations

from ui.text.quantity import count_noun

FORGET = "Forget"
WARNING = "Files are not touched. This cannot be undone."


def title(folder: str, missing: int = 0) -> str:
    """Return the title of the sheet: of a folder, or of so many missing files in it."""
    if missing:
        return f"Forget {count_noun(missing, 'missing file')} in “{folder}”?"
    return f"Forget “{folder}” for good?"


def lost_decisions(decisions: str) -> str:
    """Return what will be lost."""
    return f"Will be lost: {decisions}."
