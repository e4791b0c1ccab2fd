"""Texts of the sheet that adds a source."""

from __future__ import annotations

TITLE = "Add a source"
FOLDER_NOT_FOUND = "folder not found"
HINT = "Choose a folder (subfolders included), or drop one on the window. Tab completes a path."
CHOOSE_FOLDER = "Choose a folder"
"""Title of the system's folder dialog."""
