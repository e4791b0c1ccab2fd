"""Sounds that are there more than once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from models.audio.units import Decibels, SampleId


class Kind(Enum):
    """How much two files have in common."""

    BEST = "best"
    """It is the one that others are compared with."""
    EXACT = "exact"
    """Every byte."""
    NEAR = "near"
    """The sound: one cancels the other out."""
    LIKELY = "likely"
    """Perhaps the sound: one may be an encoding with loss, or a cut, of the other."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a group."""

    sample: SampleId
    path: bytes
    kind: Kind
    """What it has in common with the first of its group."""
    null: Decibels | None = None
    """What is left of it when the first, aligned and at its level, is taken away, compared
    with itself; `None`: nothing."""
    content: int = 0
    """Equal numbers in a group: these files are equal byte by byte."""


@dataclass(frozen=True, slots=True)
class Group:
    """Files that hold one sound; the first is the best of them."""

    members: tuple[Member, ...]
    """Two or more; each is compared with the first."""

    def member(self, sample: SampleId) -> Member | None:
        """Return the member that is this sample."""
        return next((one for one in self.members if one.sample == sample), None)

    @property
    def kind(self) -> Kind:
        """What all of them have in common."""
        kinds = {one.kind for one in self.members}
        return next(kind for kind in (Kind.LIKELY, Kind.NEAR, Kind.EXACT) if kind in kinds)

    @property
    def surplus(self) -> tuple[SampleId, ...]:
        """Those of which it is sure that the first holds all of their sound."""
        sure = {Kind.EXACT, Kind.NEAR}
        return tuple(one.sample for one in self.members if one.kind in sure)

    def twins(self, member: Member) -> tuple[Member, ...]:
        """Return the others that are equal byte by byte to a member."""
        equal = (one for one in self.members if one.content == member.content)
        return tuple(one for one in equal if one.sample != member.sample)


def too_many(groups: Iterable[Group]) -> tuple[int, int]:
    """Return how many files are surely more than needed, and how many perhaps."""
    sure = others = 0
    for group in groups:
        sure += len(group.surplus)
        others += len(group.members) - 1
    return sure, others - sure
