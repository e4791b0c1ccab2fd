"""Texts of a sample's context menu; with a count for several samples."""

from __future__ import annotations

from ui.text.common import CLEAR_MARK, KEEP, REJECT
from ui.text.quantity import count_noun

PLAY = "Play"
SELECT, DESELECT = "Select", "Deselect"
FIND_DUPLICATES = "Find duplicates"
MORE_LIKE, LESS_LIKE = "More like this", "Less like this"
AUTO_TYPE = "Auto (detected)"


def _all(verb: str, many: int, join: str = " ") -> str:
    return f"{verb}{join}{count_noun(many, 'sample')}" if many > 1 else verb


def keep(many: int) -> str:
    """Return `Keep`, or `Keep 5 samples`."""
    return _all(KEEP, many)


def reject(many: int) -> str:
    """Return `Reject`, or `Reject 5 samples`."""
    return _all(REJECT, many)


def clear_mark(many: int) -> str:
    """Return `Clear mark`, or `Clear mark of 5 samples`."""
    return _all(CLEAR_MARK, many, " of ")


def set_type(many: int) -> str:
    """Return `Set type…`, or `Set type of 5 samples…`; it opens a submenu."""
    return f"{_all('Set type', many, ' of ')}…"


def add_to(collection: str, many: int) -> str:
    """Return `Add to “Breaks”`, or `Add 5 samples to “Breaks”`."""
    return f"{_all('Add', many)} to “{collection}”"


def remove(many: int) -> str:
    """Return `Remove from collection`, or `Remove 5 samples from collection`."""
    return f"{_all('Remove', many)} from collection"


def copy(many: int) -> str:
    """Return `Copy file`, or `Copy 5 files`."""
    return f"Copy {count_noun(many, 'file')}" if many > 1 else "Copy file"


def send(many: int) -> str:
    """Return `Send to hot folder`, or `Send 5 samples to hot folder`."""
    return f"{_all('Send', many)} to hot folder"


def open_in_editor(many: int) -> str:
    """Return `Open in editor`, or `Open 5 samples in editor`."""
    return f"{_all('Open', many)} in editor"


def edit(many: int) -> str:
    """Return `Edit…`, or `Edit 5 samples…`; it opens a submenu."""
    return f"{_all('Edit', many)}…"


def rename(many: int) -> str:
    """Return `Rename…`, or `Rename 5 samples…`."""
    return f"{_all('Rename', many)}…"


def delete(many: int) -> str:
    """Return `Delete file`, or `Delete 5 files`."""
    return f"Delete {count_noun(many, 'file')}" if many > 1 else "Delete file"
