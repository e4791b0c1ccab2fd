"""Texts about groups of duplicates."""

from __future__ import annotations

from models.audio.clock import thousands
from models.duplicates.group import Group, Kind, Surplus
from models.duplicates.merit import Merit
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


MERITS = {
    Merit.KEPT: "it is marked as kept",
    Merit.UNREJECTED: "the others are rejected",
    Merit.REAL: "the other is a link",
    Merit.READABLE: "it can be read",
    Merit.RATE: "higher sample rate",
    Merit.CHANNELS: "more channels",
    Merit.LOSSLESS: "lossless",
    Merit.DEPTH: "more bits",
    Merit.LENGTH: "longer",
    Merit.ORIGINAL: "not named as a copy",
    Merit.KEPT_PLACE: "not among downloads or backups",
    Merit.NAMED: "named in words",
    Merit.PACK: "in a named folder",
    Merit.WORDS: "its name says more",
    Merit.AGE: "older",
    Merit.SHORT: "shorter path",
}
"""Why a file is the best of its group."""


def best_reason(merit: Merit | None) -> str:
    """Return why the best file is preferred: `best: older`; empty: nothing tells them apart."""
    return "" if merit is None else f"{BEST}: {MERITS[merit]}"


def group_heading(files: int, group: Group, merit: Merit | None = None) -> str:
    """Return the heading of a group: `3 files · identical audio, -82 dB left · best: older`."""
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
    reason = best_reason(merit)
    return f"{count_noun(files, 'file')} · {proof}{f' · {reason}' if reason else ''}"


def uncertain(words: str) -> str:
    """Mark a relation as uncertain: `identical audio?`."""
    return f"{words}?"


def both(first: str, second: str) -> str:
    """Join two relations: `identical, -96 dB`."""
    return f"{first}, {second}"
