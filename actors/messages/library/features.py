"""Commands about features and the file of their vectors."""

from __future__ import annotations

from dataclasses import dataclass

from actors.kernel.reply import Reply
from models.audio.units import SampleId
from models.library.features import SampleFeatures, StoredFeatures
from models.library.sample import Sample
from models.library.samples import SampleIds
from models.library.vector_changes import VectorChanges, VectorFile


@dataclass(frozen=True, slots=True)
class ShareFeatures:
    """Copy a model's features to samples with identical content; reply with the copies."""

    model: str
    reply_to: Reply[tuple[SampleFeatures, ...]]
    earlier: bool = False
    """To samples with features of an earlier version only."""


@dataclass(frozen=True, slots=True)
class FetchUnembedded:
    """Reply with samples that lack features of a model; empty: there are none.

    Of files known to be identical only the first is included: see `ShareFeatures`.
    """

    model: str
    after: SampleId
    """Only samples with a higher id, so that paging never repeats one."""
    limit: int
    reply_to: Reply[tuple[Sample, ...]]
    earlier: bool = False
    """Those with features of an earlier version only, and no others."""


@dataclass(frozen=True, slots=True)
class CountUnembedded:
    """Reply with the number of samples that lack features of a model."""

    model: str
    reply_to: Reply[int]
    earlier: bool = False
    """Those with features of an earlier version only, and no others."""


@dataclass(frozen=True, slots=True)
class CountEmbedded:
    """Reply with the number of samples that have features of a model."""

    model: str
    reply_to: Reply[int]


@dataclass(frozen=True, slots=True)
class StoreFeatures:
    """Store features of a model; replies with their number once they are on disk."""

    model: str
    features: tuple[SampleFeatures, ...]
    reply_to: Reply[int]


@dataclass(frozen=True, slots=True)
class FetchVectorChanges:
    """Reply with what changed since a state of the vectors of a model."""

    model: str
    file: str
    """Name of the vector file that the state began with; empty: none."""
    since: int
    """Last change that the state contains."""
    visibility: int
    """Visibility that the state knows; -1: none."""
    reply_to: Reply[VectorChanges]


@dataclass(frozen=True, slots=True)
class FetchFeatureIds:
    """Reply with the samples that have features of a model, hidden ones too, by id."""

    model: str
    reply_to: Reply[SampleIds]
    earlier: bool = True
    """Also those with features of an earlier version only."""


@dataclass(frozen=True, slots=True)
class FetchFeatures:
    """Reply with features of a model, of hidden samples too, by id; empty: there are no more."""

    model: str
    after: SampleId
    """Only samples with a higher id."""
    limit: int
    reply_to: Reply[tuple[StoredFeatures, ...]]


@dataclass(frozen=True, slots=True)
class FetchFeaturesOf:
    """Reply with the features of these samples, by id; those without any are left out."""

    model: str
    samples: SampleIds
    reply_to: Reply[tuple[StoredFeatures, ...]]


@dataclass(frozen=True, slots=True)
class StoreVectorFile:
    """Make a file the one of its model, and forget the changes that it contains.

    Replies with the names of all valid files: it is not among them if a newer one was stored
    meanwhile.
    """

    model: str
    file: VectorFile
    reply_to: Reply[tuple[str, ...]]


FeatureCommand = (
    ShareFeatures
    | FetchUnembedded
    | CountUnembedded
    | CountEmbedded
    | StoreFeatures
    | FetchVectorChanges
    | FetchFeatureIds
    | FetchFeatures
    | FetchFeaturesOf
    | StoreVectorFile
)
