"""Texts of the left panel: sources, folders, detected types."""

from __future__ import annotations

from models.library.source import Source

SOURCES, FOLDERS, TYPES = "SOURCES", "FOLDERS", "DETECTED TYPES"

FILTER_BY_TYPE = "Show the sounds of this type"
RESCAN_ALL, RESCAN = "Rescan all", "Rescan"
FULL_CHECK = "Full check (reads every file)"
RELOCATE = "Relocate…"
PROTECT, UNPROTECT = "Make read-only", "Allow changes of files"
REMOVE, FORGET = "Remove from library", "Forget for good…"
FORGET_MISSING = "Forget missing files…"
ADD_TO_VIEW = "Add to view (Ctrl+click)"
NEW_SUBFOLDER = "New subfolder…"
NARROW = "Narrow source to this folder"
DELETE_FOLDER = "Delete folder"


def offline(source: str) -> str:
    """Return the label of a source whose folder is not available."""
    return f"{source} (offline)"


def read_only(source: str) -> str:
    """Return the label of a source whose files are not changed."""
    return f"{source} (read-only)"


def label(source: Source) -> str:
    """Return the label of a source, with what is unusual about it."""
    if source.offline:
        return offline(source.name)
    return read_only(source.name) if source.read_only else source.name


def whole(source: str) -> str:
    """Return the label of the row for all folders of a source."""
    return f"All of “{source}”"
