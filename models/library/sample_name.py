"""What a sample is called, in every way a person calls it."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import SampleId
from models.types.sound_type import SoundType


@dataclass(frozen=True, slots=True)
class SampleName:
    """Names of a sample."""

    sample: SampleId
    name: str
    """Of its file."""
    folder: str = ""
    """Path of its folder below the root of the source."""
    collections: tuple[str, ...] = ()
    """Names of the collections it belongs to."""
    type: SoundType | None = None
    """The type that a person gave it; `None`: none was corrected."""
