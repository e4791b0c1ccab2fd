"""Commands and events about tags, copies and triage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from actors.kernel.reply import Reply
from models.audio.units import CollectionId, SampleId, SourceId
from models.duplicates.group import Group
from models.library.sample import Sample
from models.library.tag import Tag


@dataclass(frozen=True, slots=True)
class FetchIdenticalCopies:
    """Reply with groups of samples whose files are identical byte for byte."""

    reply_to: Reply[tuple[tuple[Sample, ...], ...]]


@dataclass(frozen=True, slots=True)
class ResetTriage:
    """Let the marks of a source or collection teach nothing any more, as one undoable step."""

    source: SourceId | None
    collection: CollectionId | None
    reply_to: Reply[bool] | None = None
    """As that of `CorrectType`."""


@dataclass(frozen=True, slots=True)
class TriageReset:
    """Marks teach nothing any more, or teach again."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Mark samples, as one undoable step.

    If all of them carry the opposite mark they become unmarked instead: keep and reject are one key
    press away from unmarked, two from each other.
    """

    samples: tuple[SampleId, ...]
    tag: Tag


@dataclass(frozen=True, slots=True)
class KeepCopies:
    """Keep one file of each group of duplicates and reject the others, as one step.

    See `models.duplicates.survivor`: no group is left without an existing file.
    """

    groups: tuple[Group, ...]
    listed: frozenset[SampleId]
    """The group members on the screen; no other sample is rejected."""
    kept: SampleId | None = None
    """The sample to keep, if there is only one group; `None`: the best of each group."""


@dataclass(frozen=True, slots=True)
class TagsChanged:
    """Samples changed their marks."""

    tags: Mapping[SampleId, Tag]


TriageStep = ResetTriage | Mark
TriageChange = TriageReset | TagsChanged
TriageCommand = FetchIdenticalCopies | ResetTriage | Mark | KeepCopies
