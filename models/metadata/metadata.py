"""All that a file carries beside its sound."""

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
    """Positions are frames of the file at its own rate; nothing of it need be true."""

    container: str = ""
    """`WAV`, `AIFF`, `FLAC`, `OGG`, `MP3`, `CAF`; empty: none of these."""
    rate: int = 0
    """Hz; 0: not known."""
    channels: int = 0
    frames: int = 0
    """0: not known."""
    sampler: Sampler | None = None
    loops: tuple[Loop, ...] = ()
    """As told; those that begin behind the end are not here, others end there at the latest."""
    instrument: Instrument | None = None
    markers: tuple[Marker, ...] = ()
    rhythm: Rhythm | None = None
    broadcast: Broadcast | None = None
    ixml: bytes = b""
    """XML of field recorders; www.gallery.co.uk/ixml."""
    tags: Tags = Tags()
    others: tuple[Other, ...] = ()
    """What we know nothing about, in the order of the file."""
    problems: tuple[str, ...] = ()
    """What is damaged, or too large to be read: `smpl: cut off`."""

    @property
    def seconds(self) -> float:
        """Length; 0: not known."""
        return self.frames / self.rate if self.rate else 0.0
