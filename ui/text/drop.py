"""Hints at the pointer while files hang over the window."""

from __future__ import annotations

from models.library.file_name import display_name
from ui.text.quantity import count_noun

USE_FOLDER, INSTALL_MODEL = "Use this folder", "Install this model"
ADD_SOURCE, FIND_SIMILAR = "Add as source", "Find similar"
ADD_TO_SEARCH = "Add to the search"


def dropped(paths: tuple[bytes, ...]) -> str:
    """Return the name of what is dragged: `kick.wav`, `3 files`, `Files`."""
    if not paths:
        return "Files"
    return display_name(paths[0]) if len(paths) == 1 else count_noun(len(paths), "file")


def copy_into(count: int, folder: str) -> str:
    """Return the choice to copy pasted files: `Copy 2 files into “kicks”`."""
    return f"Copy {count_noun(count, 'file')} into “{folder}”"


def find_similar(count: int) -> str:
    """Return the choice to search with pasted files: `Find sounds similar to 2 files`."""
    return f"Find sounds similar to {count_noun(count, 'file')}"


def effect(what: str, words: str) -> str:
    """Return what a drop does: `kick.wav → Kit`."""
    return f"{what} → {words}"
