"""The slice behind duplicates: groups of one sound, in place of the list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from models.audio.units import SampleId, Ticket
from models.duplicates.group import Group, Member
from models.library.query import Query
from models.library.samples import SampleIds


def _nowhere() -> Mapping[SampleId, Group]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Duplicates:
    """The list shows them while `shown`."""

    shown: bool = False
    waiting: bool = False
    """They are being looked for."""
    ticket: Ticket = Ticket(0)
    """The newest search for them."""
    groups: tuple[Group, ...] = ()
    group_of: Mapping[SampleId, Group] = field(default_factory=_nowhere)
    cut_short: bool = False
    """The search was cancelled: there may be more."""
    problem: str = ""
    """Why only exact copies, or none, were looked for."""
    before: Query | None = None
    """What the list showed before, for the way out."""
    focus: SampleId | None = None
    """Where the keyboard was then."""
    among: SampleIds = SampleIds()
    """What the list would show; other samples of a group are left out."""
    note: str = ""

    def member(self, sample: SampleId) -> Member | None:
        """Return what a sample is to its group, `None` if it is in none."""
        group = self.group_of.get(sample)
        return group.member(sample) if group else None

    def twins(self, sample: SampleId) -> tuple[Member, ...]:
        """Return those of its group that are equal byte by byte to a sample."""
        group = self.group_of.get(sample)
        member = group.member(sample) if group else None
        return group.twins(member) if group and member else ()

    def is_best(self, sample: SampleId) -> bool:
        """Tell whether a sample is the best of its group."""
        group = self.group_of.get(sample)
        return group is not None and group.members[0].sample == sample
