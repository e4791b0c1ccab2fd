"""Words of the sheet that imports what the Rust program of our name left."""

from __future__ import annotations

SAFE = "Its files are not changed. Imports sources, collections, marks and settings."
OPEN_REPORT, NOT_NOW = "Open report", "Not now"
CUT_SHORT = "Import interrupted: either everything was imported, or nothing."
FAILED = "Nothing was imported or changed."
IMPORTING, SEARCHING = "Importing…", "Searching…"
NOTHING = "No library of sempal (Rust) found."


def found(summary: str) -> str:
    """Return what there is to import."""
    return f"Found: {summary}."


def more(lines: int) -> str:
    """Return how many lines of the report have no room."""
    return f"… and {lines} more lines in the report"
