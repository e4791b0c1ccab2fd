"""An audio file in a source."""

from __future__ import annotations

from dataclasses import dataclass

from models.analysis.analysis import UNKNOWN, Analysis
from models.analysis.tempo_in_name import tempo_in_name
from models.audio.units import Frames, Hertz, SampleId, Seconds, SourceId
from models.library.tag import Tag
from models.types.sound_type import SoundType


@dataclass(frozen=True, slots=True)
class Sample:
    """A row of the library: all stored data about a file."""

    id: SampleId
    source: SourceId
    path: bytes
    """Absolute path, as the file system spells it."""
    name: str
    """File name with extension, sanitised for display."""
    frames: Frames = Frames(0)
    """0 if the header could not be read."""
    rate: Hertz = Hertz(0)
    channels: int = 0
    format: str = ""
    """Container and encoding for display, such as `WAV 24-bit`."""
    tag: Tag = Tag.NEUTRAL
    missing: bool = False
    """Not found by the last scan, or its source is offline."""
    error: str = ""
    """Why the file cannot be decoded; empty if it can."""
    token: bytes = b""
    """Content token, the cache key of data derived from the content; empty if never read."""

    size: int = 0
    """Bytes."""
    mtime_ns: int = 0
    """Modification time in nanoseconds since 1970."""

    type: SoundType | None = None
    """`None` if not classified yet."""
    confidence: float = 0.0
    """Of the type, 0 to 1; 1: set by the user."""

    analysis: Analysis = UNKNOWN
    """Tempo, key and loudness, as far as known."""

    @property
    def tempo(self) -> float | None:
        """Tempo in BPM if its confidence suffices; before analysis, the one in the file name."""
        if self.analysis.onsets is None:
            return tempo_in_name(self.name).said
        return self.analysis.sure_tempo

    @property
    def other_tempo(self) -> float | None:
        """Half or double of `tempo` if the octave is ambiguous; else `None`."""
        return self.analysis.other_tempo if self.analysis.sure_tempo else None

    @property
    def length(self) -> Seconds:
        """Length in seconds; 0 if unknown."""
        return Seconds(self.frames / self.rate if self.rate else 0.0)
