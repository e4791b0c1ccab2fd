"""Everything a file holds besides its audio."""

from __future__ import annotations

from dataclasses import dataclass

from models.metadata.broadcast import Broadcast
from models.metadata.instrument import Instrument
from models.metadata.loop import Loop
from models.metadata.marker import Marker
from models.metadata.other import Other
from models.metadata.rhythm import Rhythm
from models.metadata.sampler import Sampler
from models.metadata.tags import Tags


@dataclass(frozen=True, slots=True)
class Metadata:
    """Contents as stated by the file, unverified; positions are frames at its own rate."""

    container: str = ""
    """`WAV`, `AIFF`, `FLAC`, `OGG`, `MP3`, `CAF`; empty for others."""
    rate: int = 0
    """Sample rate in Hz; 0 if unknown."""
    channels: int = 0
    frames: int = 0
    """Length in frames; 0 if unknown."""
    sampler: Sampler | None = None
    loops: tuple[Loop, ...] = ()
    """In file order; clipped to the file, and dropped if they begin behind its end."""
    instrument: Instrument | None = None
    markers: tuple[Marker, ...] = ()
    rhythm: Rhythm | None = None
    broadcast: Broadcast | None = None
    ixml: bytes = b""
    """XML of field recorders; www.gallery.co.uk/ixml."""
    tags: Tags = Tags()
    others: tuple[Other, ...] = ()
    """Parts of unknown format, in file order."""
    problems: tuple[str, ...] = ()
    """Parts that are damaged or too large to read: `smpl: cut off`."""

    @property
    def seconds(self) -> float:
        """Length in seconds; 0 if unknown."""
        return self.frames / self.rate if self.rate else 0.0
