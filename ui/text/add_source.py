"""Texts of the sheet that adds a source."""

from __future__ import annotations

from models.audio.clock import thousands

TITLE = "Add a source"
FOLDER_NOT_FOUND = "folder not found"
HINT = "Choose a folder (subfolders included), or drop one on the window. Tab completes a path."
CHOOSE_FOLDER = "Choose a folder"
"""Title of the system's folder dialog."""


def and_more(count: int) -> str:
    """Return ` and 2 more`; nothing if there are none."""
    return f" and {thousands(count)} more" if count else ""


def not_in_library(name: str, more: int) -> str:
    """Say why a folder is asked for: `“a.wav” is not in the library: add its folder to see it`."""
    if more:
        return f"“{name}”{and_more(more)} are not in the library: add their folders to see them"
    return f"“{name}” is not in the library: add its folder to see it"


def folder_not_in_library(name: str, more: int) -> str:
    """Say why a folder is offered that another program opened."""
    if more:
        return f"“{name}”{and_more(more)} are not in the library: add them to see what they hold"
    return f"“{name}” is not in the library: add it to see what it holds"
