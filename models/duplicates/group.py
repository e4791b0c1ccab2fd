"""Groups of duplicate sounds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from models.audio.units import Decibels, SampleId
from models.duplicates.merit import Merits
from models.library.tag import Tag


class Kind(Enum):
    """How a file relates to the best one of its group."""

    BEST = "best"
    """The best file, which others are compared with."""
    LINK = "link"
    """Another name (link) of the same file."""
    EXACT = "exact"
    """Byte-identical."""
    NEAR = "near"
    """The same sound: they cancel each other out."""
    LIKELY = "likely"
    """Possibly the same sound: one may be a lossy encoding or a cut of the other."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a group."""

    sample: SampleId
    path: bytes
    kind: Kind
    """How it relates to the first of its group."""
    null: Decibels | None = None
    """Null test residual relative to its own energy, when the first, aligned and at its level, is
    subtracted; `None`: nothing is left.
    """
    content: int = 0
    """Equal numbers in a group mean byte-identical files."""
    file: int = 0
    """Equal non-zero numbers in a group mean names of one file."""
    link: bool = False
    """A symbolic link; another name is the real file."""
    token: bytes = b""
    """Content that was compared, see `Sample.token`."""
    tag: Tag = Tag.NEUTRAL
    """Mark at the time of the comparison."""
    merits: Merits = ()
    """Less is better, see `models.duplicates.merit`."""


@dataclass(frozen=True, slots=True)
class Group:
    """Files that hold the same sound, best first."""

    members: tuple[Member, ...]
    """Two or more; each is compared with the first."""

    def member(self, sample: SampleId) -> Member | None:
        """Return the member for a sample."""
        return next((one for one in self.members if one.sample == sample), None)

    @property
    def kind(self) -> Kind:
        """Weakest kind among its members."""
        kinds = {one.kind for one in self.members}
        ordered = (Kind.LIKELY, Kind.NEAR, Kind.EXACT, Kind.LINK)
        return next(kind for kind in ordered if kind in kinds)

    @property
    def surplus(self) -> tuple[SampleId, ...]:
        """Files whose sound the first one certainly contains."""
        sure = {Kind.EXACT, Kind.NEAR}
        return tuple(one.sample for one in self.members if one.kind in sure)

    def identical_to(self, member: Member) -> tuple[Member, ...]:
        """Return the other byte-identical members, links included."""
        equal = (one for one in self.members if one.content == member.content)
        return tuple(one for one in equal if one.sample != member.sample)

    def names(self, member: Member) -> tuple[Member, ...]:
        """Return the other names of a member's file."""
        if not member.file:
            return ()
        same = (one for one in self.members if one.file == member.file)
        return tuple(one for one in same if one.sample != member.sample)


@dataclass(frozen=True, slots=True)
class Surplus:
    """Number of redundant files."""

    sure: int = 0
    """Files whose sound another one certainly contains."""
    perhaps: int = 0
    names: int = 0
    """Further names of counted files: they take no space."""


def count_surplus(groups: Iterable[Group]) -> Surplus:
    """Count redundant files; a file with several names counts once."""
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
