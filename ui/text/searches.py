"""Texts of the sheet of saved searches."""

from __future__ import annotations

TITLE = "Saved searches"
NAME = "Name for what the list shows now"
SAVE, RENAME = "Save", "Rename"
OPEN, RENAME_THIS, REMOVE = "Search", "Rename…", "Remove"
NONE = "None yet. A search keeps its words, sounds, sliders and filters."
NOTHING_TO_SAVE = "Search or filter first, then give it a name here."


def saved(name: str, about: str) -> str:
    """Return the line of a saved search: `Dusty   “short dusty snare” · len<1`."""
    return f"{name}   {about}" if about else name
