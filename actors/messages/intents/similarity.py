"""Similarity search, duplicates, the map and embedding models."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import SampleId
from models.embedding.aspect import Aspect
from models.library.samples import SampleIds
from models.map.colour_scheme import Colouring
from models.types.sound_type import SoundType


@dataclass(frozen=True, slots=True)
class OpenModels:
    """Open the sheet of the models that listen."""


@dataclass(frozen=True, slots=True)
class UseModel:
    """Let a model listen."""

    name: str


@dataclass(frozen=True, slots=True)
class VerifyModel:
    """Look whether a model is whole."""

    name: str


@dataclass(frozen=True, slots=True)
class InstallModel:
    """Install CLAP from a file of weights."""

    checkpoint: bytes


@dataclass(frozen=True, slots=True)
class FindSimilar:
    """Look for what sounds like a sample, a selection or a file.

    With nothing named: the selected rows, or the focused one; in the waveform
    what is selected there, or all of it.
    """

    sample: SampleId | None = None
    path: bytes = b""
    """A file that need not be in the library."""
    shown: bool = False
    """What the waveform shows, wherever the keyboard is."""


@dataclass(frozen=True, slots=True)
class FindByText:
    """Look for what words describe: `short dusty snare`."""

    words: str


@dataclass(frozen=True, slots=True)
class RefineSimilar:
    """Look for what also sounds like this sample, or for what sounds unlike it."""

    sample: SampleId
    wanted: bool


@dataclass(frozen=True, slots=True)
class SetAspectWeight:
    """Let an aspect count so much; no aspect: let all count as usual."""

    aspect: Aspect | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class StepSimilar:
    """Go back to the search before, or forward again."""

    back: bool = True


@dataclass(frozen=True, slots=True)
class SortByMatch:
    """Show the best match first."""


@dataclass(frozen=True, slots=True)
class LeaveSimilar:
    """Show what the list showed before something was looked for."""


@dataclass(frozen=True, slots=True)
class FindDuplicates:
    """Show what is there more than once in place of the list."""


@dataclass(frozen=True, slots=True)
class KeepThis:
    """Keep a sample and reject its other copies that are shown; `None`: the focused one."""

    sample: SampleId | None = None


@dataclass(frozen=True, slots=True)
class KeepBest:
    """Reject what the best of each group surely holds as well, as far as it is shown."""


@dataclass(frozen=True, slots=True)
class ShowMap:
    """Show the map in place of the list, or the list."""

    on: bool


@dataclass(frozen=True, slots=True)
class ColourMap:
    """Colour the points of the map by this."""

    by: Colouring


@dataclass(frozen=True, slots=True)
class PickSample:
    """Move to this sample of the list and hear it."""

    sample: SampleId


@dataclass(frozen=True, slots=True)
class SelectOnMap:
    """Select these samples, which a line was drawn around."""

    samples: SampleIds


@dataclass(frozen=True, slots=True)
class CorrectType:
    """Say what kind of sound a sample is, or the selection that it is part of."""

    sample: SampleId
    kind: SoundType | None
    """`None`: what was detected counts again."""


SimilarityIntent = (
    OpenModels
    | UseModel
    | VerifyModel
    | InstallModel
    | FindSimilar
    | FindByText
    | RefineSimilar
    | SetAspectWeight
    | StepSimilar
    | SortByMatch
    | LeaveSimilar
    | FindDuplicates
    | KeepThis
    | KeepBest
    | ShowMap
    | ColourMap
    | PickSample
    | SelectOnMap
    | CorrectType
)
