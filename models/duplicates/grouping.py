"""From what is proven of pairs to groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.audio.units import Decibels, SampleId
from models.duplicates.group import Group, Kind, Member
from models.duplicates.null import DEEPEST
from models.library.sample import Sample

Proofs = Mapping[tuple[SampleId, SampleId], Decibels]
"""What is left of pairs, the lower id first; only of those that are one sound."""


def groups(alike: Sequence[tuple[Sample, ...]], proofs: Proofs) -> tuple[Group, ...]:
    """Return the groups, in the order of the paths of their best files.

    Each member is proven against the best of its group: what is merely a duplicate of
    a duplicate is in another one.

    Args:
        alike: All samples that count, those of equal content together.
        proofs: By the first of such samples.
    """
    near: dict[SampleId, dict[SampleId, Decibels]] = {}
    for (one, other), left in proofs.items():
        near.setdefault(one, {})[other] = left
        near.setdefault(other, {})[one] = left
    waiting = {copies[0].id: copies for copies in sorted(alike, key=_worse)}
    found: list[Group] = []
    while waiting:
        best = next(iter(waiting))
        members = list(_members(waiting.pop(best), Kind.EXACT, None))
        for other, left in sorted(near.get(best, {}).items(), key=lambda item: item[1]):
            if other in waiting:
                null = left if left > DEEPEST else None
                members += _members(waiting.pop(other), Kind.NEAR, null)
        if len(members) > 1:
            found.append(Group(tuple(members)))
    return tuple(sorted(found, key=lambda group: group.members[0].path))


def _members(copies: tuple[Sample, ...], kind: Kind, null: Decibels | None) -> tuple[Member, ...]:
    ordered = sorted(copies, key=lambda one: (len(one.path), one.path))
    return tuple(Member(one.id, one.path, kind, null) for one in ordered)


def _worse(copies: tuple[Sample, ...]) -> tuple[object, ...]:
    """Return what sorts the better files first: more bandwidth, channels, and sound; unpacked."""
    one = copies[0]
    return -one.rate, -one.channels, "Vorbis" in one.format, -one.length, one.path
