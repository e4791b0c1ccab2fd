"""The slice behind duplicates: groups of one sound, in place of the list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from models.audio.units import SampleId, Ticket
from models.duplicates.group import Group, Member
from models.duplicates.survivor import Condition, Conditions, best_member
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
    """The list shows them while `shown`."""

    shown: bool = False
    waiting: bool = False
    """They are being looked for."""
    ticket: Ticket = Ticket(0)
    """The newest search for them."""
    groups: tuple[Group, ...] = ()
    group_of: Mapping[SampleId, Group] = field(default_factory=_nowhere)
    marks: Mapping[SampleId, Tag] = field(default_factory=_unmarked)
    """Of all members; kept up to date."""
    best: frozenset[SampleId] = frozenset()
    """What would be kept of each group, as far as that is known."""
    cut_short: bool = False
    """The search was cancelled: there may be more."""
    reason: str = ""
    """Why only exact copies, or none, were looked for."""
    before: Query | None = None
    """What the list showed before, for the way out."""
    focus: SampleId | None = None
    """Where the keyboard was then."""
    among: SampleIds = SampleIds()
    """What the list would show; other samples of a group are left out."""
    respelled: tuple[Respelling, ...] = ()
    first_of: Mapping[SampleId, SampleId] = field(default_factory=_no_rows)
    """Of each group, by its first member: the first one that is shown."""
    ordered_by: Query | None = None
    """What was asked when groups were put in order; `None`: none was shown yet."""

    def member(self, sample: SampleId) -> Member | None:
        """Return what a sample is to its group, `None` if it is in none."""
        group = self.group_of.get(sample)
        return group.member(sample) if group else None

    def is_best(self, sample: SampleId) -> bool:
        """Tell whether a sample is what would be kept of its group."""
        return sample in self.best

    def leads(self, sample: SampleId) -> bool:
        """Tell whether a sample is the first of its group that is shown."""
        group = self.group_of.get(sample)
        return group is not None and self.first_of.get(group.members[0].sample) == sample

    def marked(self, marks: Mapping[SampleId, Tag]) -> Duplicates:
        """Return them with other marks of some members: others may be the best ones by now."""
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
        """Return what is known of the members of a group; the library looks again."""
        return {one.sample: Condition(self.marks.get(one.sample, one.tag)) for one in group.members}
