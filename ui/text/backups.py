"""Words about the backups of the library."""

from __future__ import annotations

from models.audio.clock import size_words
from models.library.backup import Backup
from ui.text.quantity import count_noun

TITLE = "Backups"
ABOUT = "A backup of the library is made and checked every day. Sound files are not part of it."
KEPT = "Press a backup to restore it at the next start; today's library is kept, too."
NONE = "No backups yet: the first is made some seconds after a start"
NO_BACKUPS = "no backups yet"
"""Of the command line."""


def requested(name: str) -> str:
    """Return what the next start does."""
    return f"The next start restores {name}. Press it again to cancel."


def backup(at: str, one: Backup) -> str:
    """Return the line of a copy; `at` is its local time."""
    held = f"{count_noun(one.samples, 'sample')}, {count_noun(one.collections, 'collection')}"
    if one.damage:
        held = f"damaged: {one.damage}"
    before = " · replaced by a restored one" if one.replaced else ""
    return f"{at}   {held} · {size_words(one.size)}{before}"


def restored(name: str, kept: str) -> str:
    """Confirm a restored copy, and say how to go back."""
    back = f"; the library of before is kept: sempal backup restore {kept}" if kept else ""
    return f"restored {name}{back}"
