"""Texts of the left panel: sources, folders, detected types."""

from __future__ import annotations

SOURCES, FOLDERS, TYPES = "SOURCES", "FOLDERS", "DETECTED TYPES"

FILTER_BY_TYPE = "Show the sounds of this type"
RESCAN_ALL, RESCAN = "Rescan all", "Rescan"
FULL_CHECK = "Full check (reads every file)"
RELOCATE = "Relocate…"
REMOVE, FORGET = "Remove from library", "Forget for good…"
FORGET_MISSING = "Forget missing files…"
ADD_TO_VIEW = "Add to view (Ctrl+click)"
NEW_SUBFOLDER = "New subfolder…"
NARROW = "Narrow source to this folder"
DELETE_FOLDER = "Delete folder"


def offline(source: str) -> str:
    """Return the label of a source whose folder is not available."""
    return f"{source} (offline)"


def whole(source: str) -> str:
    """Return the label of the row for all folders of a source."""
    return f"All of “{source}”"
