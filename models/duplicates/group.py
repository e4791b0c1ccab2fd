"""Sounds that are there more than once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from models.audio.units import Decibels, SampleId


class Kind(Enum):
    """How much two files have in common."""

    EXACT = "exact"
    """Every byte."""
    NEAR = "near"
    """The sound: one cancels the other out."""


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


@dataclass(frozen=True, slots=True)
class Group:
    """Files that hold one sound; the first is the best of them."""

    members: tuple[Member, ...]
    """Two or more; each is proven against the first."""

    def member(self, sample: SampleId) -> Member | None:
        """Return the member that is this sample."""
        return next((one for one in self.members if one.sample == sample), None)

    @property
    def kind(self) -> Kind:
        """What all of them have in common."""
        near = any(one.kind is Kind.NEAR for one in self.members)
        return Kind.NEAR if near else Kind.EXACT
