"""Slice of the duplicates: groups, in place of the list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from models.audio.units import SampleId, Ticket
from models.duplicates.group import Group, Member
from models.duplicates.merit import Merit
from models.duplicates.survivor import Condition, Conditions, best_member, best_merit
from models.library.query import Query
from models.library.samples import SampleIds
from models.library.search.respelling import Respelling
from models.library.tag import Tag


def _unmarked() -> Mapping[SampleId, Tag]:
    return MappingProxyType({})


def _no_rows() -> Mapping[SampleId, SampleId]:
    return MappingProxyType({})


def _nowhere() -> Mapping[SampleId, Group]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Groups of duplicates; listed while `shown`."""

    shown: bool = False
    waiting: bool = False
    """Whether a search is running."""
    ticket: Ticket = Ticket(0)
    """Ticket of the newest search."""
    groups: tuple[Group, ...] = ()
    group_of: Mapping[SampleId, Group] = field(default_factory=_nowhere)
    marks: Mapping[SampleId, Tag] = field(default_factory=_unmarked)
    """Current marks of all members."""
    best: frozenset[SampleId] = frozenset()
    """The best of each group, as far as known."""
    cut_short: bool = False
    """Whether the search was cancelled, so that there may be more."""
    reason: str = ""
    """Why only identical copies, or none, were searched."""
    before: Query | None = None
    """Query before the search, to be restored."""
    focus: SampleId | None = None
    """Focused sample before the search."""
    among: SampleIds = SampleIds()
    """Samples that the query would list; other members are not shown."""
    respelled: tuple[Respelling, ...] = ()
    first_of: Mapping[SampleId, SampleId] = field(default_factory=_no_rows)
    """First listed member by first member of the group."""
    ordered_by: Query | None = None
    """Query by which the groups were sorted last; `None`: none were shown yet."""

    def member(self, sample: SampleId) -> Member | None:
        """Return a sample as a member of its group, or `None` if it is in none."""
        group = self.group_of.get(sample)
        return group.member(sample) if group else None

    def is_best(self, sample: SampleId) -> bool:
        """Return whether a sample is the best of its group."""
        return sample in self.best

    def merit(self, group: Group) -> Merit | None:
        """Return why the best of a group is preferred; `None`: nothing is known of it."""
        return best_merit(group, self.conditions(group))

    def leads(self, sample: SampleId) -> bool:
        """Return whether a sample is the first listed one of its group."""
        group = self.group_of.get(sample)
        return group is not None and self.first_of.get(group.members[0].sample) == sample

    def marked(self, marks: Mapping[SampleId, Tag]) -> Duplicates:
        """Return the duplicates with new marks of some members, which may change the best ones."""
        changed = {one: tag for one, tag in marks.items() if one in self.group_of}
        if not changed:
            return self
        known = replace(self, marks=MappingProxyType({**self.marks, **changed}))
        groups = {
            group.members[0].sample: group for one in changed if (group := self.group_of[one])
        }
        gone = {one.sample for group in groups.values() for one in group.members}
        found = (best_member(group, known.conditions(group)) for group in groups.values())
        return replace(known, best=self.best - gone | {one.sample for one in found if one})

    def conditions(self, group: Group) -> Conditions:
        """Return the known conditions of the members of a group; the library checks them again."""
        return {one.sample: Condition(self.marks.get(one.sample, one.tag)) for one in group.members}
