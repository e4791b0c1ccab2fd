"""Commands that look samples, names and paths up."""

from __future__ import annotations

from dataclasses import dataclass

from actors.kernel.reply import Reply
from models.audio.units import CollectionId, SampleId, SourceId
from models.library.collection import Collection
from models.library.query import Query
from models.library.sample_name import SampleName
from models.library.samples import SampleIds
from models.triage.triage import Decided
from models.types.sound_type import SoundType


@dataclass(frozen=True, slots=True)
class FetchPaths:
    """Reply with the absolute paths of samples, in their order; empty: unknown."""

    samples: SampleIds
    reply_to: Reply[tuple[bytes, ...]]


@dataclass(frozen=True, slots=True)
class FetchNames:
    """Reply with the names of the samples that may be called by a word, and of some more.

    Those with one of the words in their path or the name of a collection, and those of which a
    person corrected the type to one of `types`; by id, a hidden one too.
    """

    words: tuple[str, ...]
    """Folded for search, not empty each."""
    types: tuple[SoundType, ...]
    also: SampleIds
    reply_to: Reply[tuple[SampleName, ...]]


@dataclass(frozen=True, slots=True)
class FetchDecided:
    """Reply with the marked samples of a source or collection; `None`: of all."""

    source: SourceId | None
    collection: CollectionId | None
    reply_to: Reply[Decided]


@dataclass(frozen=True, slots=True)
class FetchListed:
    """Reply with the samples that a query lists, in its order."""

    query: Query
    reply_to: Reply[SampleIds]


@dataclass(frozen=True, slots=True)
class FetchMatching:
    """Reply with the samples that match a search, in no order to rely on."""

    words: str
    reply_to: Reply[SampleIds]


@dataclass(frozen=True, slots=True)
class FindPaths:
    """Reply with the samples at absolute paths, in their order; `None`: not in the library."""

    paths: tuple[bytes, ...]
    reply_to: Reply[tuple[SampleId | None, ...]]


@dataclass(frozen=True, slots=True)
class FetchCollections:
    """Reply with all collections, in order."""

    reply_to: Reply[tuple[Collection, ...]]


@dataclass(frozen=True, slots=True)
class FetchMembers:
    """Reply with the samples of the collection of this name, in its order; case is ignored."""

    name: str
    reply_to: Reply[tuple[SampleId, ...]]


PathCommand = (
    FetchPaths
    | FetchNames
    | FetchDecided
    | FetchListed
    | FetchMatching
    | FindPaths
    | FetchCollections
    | FetchMembers
)
