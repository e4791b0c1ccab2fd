"""Texts about groups of duplicates."""

from __future__ import annotations

from models.audio.clock import thousands
from models.duplicates.group import Surplus
from ui.text.quantity import count_noun

DUPLICATES, INCOMPLETE = "duplicates", "duplicates (incomplete)"
KEEP_THIS, KEEP_BEST = "Keep this, reject others", "Keep best of each group"
KEEP_THIS_HINT = "Rejects all other files of the group; can be undone"
KEEP_BEST_HINT = "Rejects all but the best file of each group; can be undone"
BEST, IDENTICAL, LINKED = "best", "identical", "linked"
IDENTICAL_AUDIO = "identical audio"
REFERENCE = "reference"
"""The file that the others of a group were compared with, if another one is the best."""


def keep_best_effect(surplus: Surplus) -> str:
    """Return what “Keep best of each group” does: `Rejects 69 files; 5 uncertain left alone`."""
    alone = [f"{thousands(surplus.perhaps)} uncertain"] if surplus.perhaps else []
    alone += [f"{thousands(surplus.names)} linked"] if surplus.names else []
    words = f"Rejects up to {count_noun(surplus.sure, 'file')}"
    return f"{words}; {' and '.join(alone)} left alone" if alone else words


def uncertain(words: str) -> str:
    """Mark a relation as uncertain: `identical audio?`."""
    return f"{words}?"


def both(first: str, second: str) -> str:
    """Join two relations: `identical, -96 dB`."""
    return f"{first}, {second}"
