"""Texts about groups of duplicates."""

from __future__ import annotations

from models.audio.clock import thousands
from models.duplicates.group import Group, Kind, Surplus
from ui.text.quantity import count_noun, decibels

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


def group_heading(files: int, group: Group) -> str:
    """Return the heading of a group: `3 files · identical audio, -82 dB left`."""
    proofs = {
        Kind.LINK: LINKED,
        Kind.EXACT: IDENTICAL,
        Kind.NEAR: IDENTICAL_AUDIO,
        Kind.LIKELY: uncertain(IDENTICAL_AUDIO),
    }
    left = [one.null for one in group.members if one.null is not None]
    proof = proofs[group.kind]
    if left:
        proof = f"{proof}, {decibels(max(left))} left"
    return f"{count_noun(files, 'file')} · {proof}"


def uncertain(words: str) -> str:
    """Mark a relation as uncertain: `identical audio?`."""
    return f"{words}?"


def both(first: str, second: str) -> str:
    """Join two relations: `identical, -96 dB`."""
    return f"{first}, {second}"
