"""Texts of the collections panel."""

from __future__ import annotations

COLLECTIONS = "COLLECTIONS"
NONE_YET = "No collections yet: press + or N"
NEW = "New collection"
NO_LIBRARY = "Library not responding"
LIST = "List in the main list"
EXPORT = "Export…"
EDIT_ALL = "Edit all…"
RENAME_ALL = "Rename all…"
REMOVE = "Remove collection (files stay)"


def members_heading(collection: str) -> str:
    """Return the heading above the members of a collection."""
    return f"IN “{collection.upper()}”"


def empty_collection(key: str) -> str:
    """Return how to fill an empty collection; `key` is its number key, or empty."""
    return f"Press {key} on a sample to add it" if key else "Add samples by their menu"
