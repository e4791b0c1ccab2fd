"""Texts of the sheet that imports the library of the Rust program sempal."""

from __future__ import annotations

SAFE = "Its files are not changed. Imports sources, collections, marks and settings."
OPEN_REPORT, NOT_NOW = "Open report", "Not now"
CUT_SHORT = "Import interrupted: either everything was imported, or nothing."
FAILED = "Nothing was imported or changed."
IMPORTING, SEARCHING = "Importing…", "Searching…"
NOTHING = "No library of sempal (Rust) found."


def found_summary(summary: str) -> str:
    """Return what can be imported."""
    return f"Found: {summary}."
