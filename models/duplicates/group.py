"""Sounds that are there more than once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from models.audio.units import Decibels, SampleId
from models.library.tag import Tag


class Kind(Enum):
    """How much two files have in common."""

    BEST = "best"
    """It is the one that others are compared with."""
    LINK = "link"
    """The file: it is another name of it."""
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
    file: int = 0
    """Equal numbers in a group, not 0: these are names of one file."""
    link: bool = False
    """It only leads to the file: another name is the real one."""
    token: bytes = b""
    """Which content was compared, see `Sample.token`."""
    tag: Tag = Tag.NEUTRAL
    """How it was marked when it was compared."""


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
        ordered = (Kind.LIKELY, Kind.NEAR, Kind.EXACT, Kind.LINK)
        return next(kind for kind in ordered if kind in kinds)

    @property
    def surplus(self) -> tuple[SampleId, ...]:
        """Files of which it is sure that the first, another one, holds all of their sound."""
        sure = {Kind.EXACT, Kind.NEAR}
        return tuple(one.sample for one in self.members if one.kind in sure)

    def identical_to(self, member: Member) -> tuple[Member, ...]:
        """Return the others that are equal byte by byte to a member, names of it included."""
        equal = (one for one in self.members if one.content == member.content)
        return tuple(one for one in equal if one.sample != member.sample)

    def names(self, member: Member) -> tuple[Member, ...]:
        """Return the other names of the file of a member."""
        if not member.file:
            return ()
        same = (one for one in self.members if one.file == member.file)
        return tuple(one for one in same if one.sample != member.sample)


@dataclass(frozen=True, slots=True)
class Surplus:
    """How many files are more than needed."""

    sure: int = 0
    """Files of which another surely holds all of the sound."""
    perhaps: int = 0
    names: int = 0
    """Further names of files that are counted already: they take no room."""


def count_surplus(groups: Iterable[Group]) -> Surplus:
    """Return how many files are more than needed; a file with several names counts once."""
    sure = perhaps = names = 0
    for group in groups:
        files: set[int] = set()
        for one in group.members:
            if one.file in files:
                names += 1
            elif one.kind in {Kind.EXACT, Kind.NEAR}:
                sure += 1
            elif one.kind is Kind.LIKELY:
                perhaps += 1
            files |= {one.file} - {0}
    return Surplus(sure, perhaps, names)
