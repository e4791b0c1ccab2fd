"""Texts of the sheet that adds a source."""

from __future__ import annotations

TITLE = "Add a source"
HINT = "Choose a folder (subfolders included), or drop one on the window. Tab completes a path."
CHOOSE_FOLDER = "Choose a folder"
"""Title of the system's folder dialog."""
