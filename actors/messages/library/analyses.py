"""Commands and events about types and analyses."""

from __future__ import annotations

from dataclasses import dataclass

from actors.kernel.reply import Reply
from models.analysis.analysis import Analysed
from models.audio.units import SampleId
from models.library.features import SampleFeatures
from models.library.sample import Sample
from models.types.sound_type import Detected, SoundType


@dataclass(frozen=True, slots=True)
class FetchUntyped:
    """Reply with the features of samples whose detected type is unknown or out of date."""

    model: str
    classifier: str
    after: SampleId
    """Only samples with a higher id, so that paging never repeats one."""
    limit: int
    reply_to: Reply[tuple[SampleFeatures, ...]]


@dataclass(frozen=True, slots=True)
class StoreTypes:
    """Store detected types; replies with their number once they are on disk."""

    classifier: str
    detected: tuple[Detected, ...]
    reply_to: Reply[int]


@dataclass(frozen=True, slots=True)
class FetchUnanalysed:
    """Reply with samples whose tempo, key and loudness are unknown or out of date."""

    analyser: str
    """Version of the analyser."""
    after: SampleId
    """Only samples with a higher id, so that paging never repeats one."""
    limit: int
    reply_to: Reply[tuple[Sample, ...]]


@dataclass(frozen=True, slots=True)
class CountUnanalysed:
    """Reply with the number of samples that `FetchUnanalysed` would return in total."""

    analyser: str
    reply_to: Reply[int]


@dataclass(frozen=True, slots=True)
class StoreAnalyses:
    """Store analysis results; replies with their number once they are on disk."""

    analyser: str
    analysed: tuple[Analysed, ...]
    reply_to: Reply[int]


@dataclass(frozen=True, slots=True)
class CorrectType:
    """Set the type of samples by hand; it takes precedence over any detected type."""

    samples: tuple[SampleId, ...]
    type: SoundType | None
    """`None`: revert to the detected type."""
    reply_to: Reply[bool] | None = None
    """For command-line programs: receives `True` once the change is on disk."""


@dataclass(frozen=True, slots=True)
class TypesCorrected:
    """The user changed the types of samples."""

    samples: tuple[Sample, ...]
    """With their new types."""


TypeCommand = FetchUntyped | StoreTypes
AnalysisCommand = StoreAnalyses | FetchUnanalysed | CountUnanalysed
AnalysesStep = CorrectType
AnalysesChange = TypesCorrected
AnalysesCommand = (
    FetchUntyped | StoreTypes | FetchUnanalysed | CountUnanalysed | StoreAnalyses | CorrectType
)
