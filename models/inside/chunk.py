"""Chunks of long sounds: what is to be embedded, and what was."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import SampleId
from models.library.sample import Sample
from models.library.samples import SampleIds
from models.library.vector_changes import VectorFile

Place = tuple[SampleId, int]
"""A sound and the number of a chunk of it; in this order they are embedded and read."""


@dataclass(frozen=True, slots=True)
class PendingChunk:
    """A chunk that was not embedded yet."""

    sample: Sample
    number: int

    @property
    def place(self) -> Place:
        """Where it is."""
        return self.sample.id, self.number


@dataclass(frozen=True, slots=True)
class EmbeddedChunk:
    """Features of the windows of a chunk."""

    sample: SampleId
    number: int
    token: bytes
    """Content name of the analysed content."""
    windows: bytes = b""
    """`window.WINDOW_TYPE` [windows]."""
    features: bytes = b""
    """Of each window, encoded by the model."""
    reason: str = ""
    """Why there are none; empty: there are, or it is silent."""

    @property
    def place(self) -> Place:
        """Where it is."""
        return self.sample, self.number


@dataclass(frozen=True, slots=True)
class ChunkCounts:
    """How far a library was embedded."""

    pending: int
    embedded: int


@dataclass(frozen=True, slots=True)
class ChunkChanges:
    """Changes since a state of the windows, or since the file, if the state began with another."""

    file: VectorFile | None
    """The file that is valid now; `None`: there is none."""
    number: int
    """Last change of all."""
    changed: SampleIds = SampleIds()
    """Samples whose windows were added, replaced or removed."""
    windows: int = 0
    """How many windows these have now."""


@dataclass(frozen=True, slots=True)
class InsideReport:
    """Outcome of embedding the insides of long sounds."""

    embedded: int
    """Chunks embedded in this run."""
    failed: int
    """Chunks that cannot be embedded; the reason is stored."""
    seconds: float
    reason: str = ""
    """Why it ended early; empty if it did not."""
