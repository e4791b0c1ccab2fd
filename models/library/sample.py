"""One audio file of a source."""

from __future__ import annotations

from dataclasses import dataclass

from models.analysis.analysis import UNKNOWN, Analysis
from models.analysis.tempo_in_name import tempo_in_name
from models.audio.units import Frames, Hertz, SampleId, Seconds, SourceId
from models.library.tag import Tag
from models.types.sound_type import SoundType


@dataclass(frozen=True, slots=True)
class Sample:
    """A row of the library: what is known of a file without opening it."""

    id: SampleId
    source: SourceId
    path: bytes
    """Absolute path, as the file system spells it."""
    name: str
    """File name, sanitised for showing, with its extension."""
    frames: Frames = Frames(0)
    """0 where the header could not be read."""
    rate: Hertz = Hertz(0)
    channels: int = 0
    format: str = ""
    """Container and coding in words, such as `WAV 24-bit`."""
    tag: Tag = Tag.NEUTRAL
    missing: bool = False
    """Not on disk at the last scan, or its source is offline."""
    error: str = ""
    """Why the file cannot be heard; empty if it can."""
    token: bytes = b""
    """Content token: identifies the content for caches; empty if unread."""

    size: int = 0
    """Bytes."""
    mtime_ns: int = 0
    """When the file was changed last: nanoseconds since 1970."""

    type: SoundType | None = None
    """What kind of sound it is; `None` if nobody listened yet."""
    confidence: float = 0.0
    """How sure that is; 1: a person said it."""

    analysis: Analysis = UNKNOWN
    """Tempo, key and loudness, as far as they are known."""

    @property
    def tempo(self) -> float | None:
        """Beats per minute if they are sure enough; before it was analysed, those its name says."""
        if self.analysis.onsets is None:
            return tempo_in_name(self.name).said
        return self.analysis.sure_tempo

    @property
    def other_tempo(self) -> float | None:
        """Half or double of the tempo, where it is open which of the two; else `None`."""
        return self.analysis.other_tempo if self.analysis.sure_tempo else None

    @property
    def length(self) -> Seconds:
        """Length in seconds; 0 where unknown."""
        return Seconds(self.frames / self.rate if self.rate else 0.0)
