"""Intents about similarity search, duplicates, the map and embedding models."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import SampleId
from models.embedding.aspect import Aspect
from models.library.samples import SampleIds
from models.map.colour_scheme import Colouring
from models.similarity.reference_sound import Sound
from models.state.key_command import SAMPLES, key_command
from models.types.sound_type import SoundType


@dataclass(frozen=True, slots=True)
class OpenModels:
    """Open the sheet of embedding models."""


@dataclass(frozen=True, slots=True)
class UseModel:
    """Switch to another embedding model."""

    name: str


@dataclass(frozen=True, slots=True)
class VerifyModel:
    """Verify the files of a model."""

    name: str


@dataclass(frozen=True, slots=True)
class InstallModel:
    """Install CLAP from a checkpoint."""

    checkpoint: bytes


@key_command("find-similar", "Find similar", "s", after="display")
@dataclass(frozen=True, slots=True)
class FindSimilar:
    """Search for sounds similar to a sample, a selection or a file.

    Without arguments: to the selected rows, or the focused one; in the waveform panel to the
    selected span, or the whole sample.
    """

    sample: SampleId | None = None
    path: bytes = b""
    """A file, in the library or not."""
    more: tuple[bytes, ...] = ()
    """Further files."""
    shown: bool = False
    """The sample in the waveform panel, whatever has the keyboard focus."""


@dataclass(frozen=True, slots=True)
class FindByText:
    """Search for sounds by a description: `short dusty snare`."""

    words: str


@dataclass(frozen=True, slots=True)
class RemovePart:
    """Remove a part of the description that was understood."""

    at: int = -1
    """Its number; -1: the last one, or the last sound if there is no description."""


@dataclass(frozen=True, slots=True)
class RemoveSound:
    """Remove a reference sound from the question."""

    sound: Sound


@dataclass(frozen=True, slots=True)
class RefineSimilar:
    """Refine the search: also similar to a sample, or dissimilar."""

    sample: SampleId
    wanted: bool


@dataclass(frozen=True, slots=True)
class SetAspectWeight:
    """Set the weight of an aspect; without one reset all weights."""

    aspect: Aspect | None = None
    weight: float = 1.0


@key_command("previous-search", "Previous search", "Alt+left", panels=SAMPLES, after="find-similar")
@dataclass(frozen=True, slots=True)
class StepSimilar:
    """Go back to the previous search, or forward."""

    back: bool = True


@dataclass(frozen=True, slots=True)
class SortByMatch:
    """Sort by similarity."""


@dataclass(frozen=True, slots=True)
class LeaveSimilar:
    """Leave the results and restore the list."""


@key_command("duplicates", "Find duplicates", "d", panels=SAMPLES, after="remove-part")
@dataclass(frozen=True, slots=True)
class FindDuplicates:
    """Search for duplicates and list the groups."""


@dataclass(frozen=True, slots=True)
class KeepThis:
    """Keep a sample and reject its listed copies; `None`: the focused one."""

    sample: SampleId | None = None


@dataclass(frozen=True, slots=True)
class KeepBest:
    """Reject the listed copies that the best of their group surely contains."""


@dataclass(frozen=True, slots=True)
class ShowMap:
    """Show the map instead of the list, or the list."""

    on: bool


@dataclass(frozen=True, slots=True)
class ColourMap:
    """Choose what the points of the map are coloured by."""

    by: Colouring


@dataclass(frozen=True, slots=True)
class PickSample:
    """Focus a sample of the list and audition it."""

    sample: SampleId


@dataclass(frozen=True, slots=True)
class SelectOnMap:
    """Select the samples inside the lasso."""

    samples: SampleIds


@dataclass(frozen=True, slots=True)
class CorrectType:
    """Correct the type of a sample, or of the selection it belongs to."""

    sample: SampleId
    kind: SoundType | None
    """`None`: the detected one."""


SimilarityIntent = (
    OpenModels
    | UseModel
    | VerifyModel
    | InstallModel
    | FindSimilar
    | FindByText
    | RemovePart
    | RemoveSound
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
