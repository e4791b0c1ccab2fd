"""Slice of the transport: playback, playhead and volume."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from models.audio.anchor import Anchor
from models.audio.device import Devices
from models.audio.output import Output
from models.audio.span import Span
from models.audio.units import Decibels, SampleId, Ticket


class Status(Enum):
    """State of playback."""

    STOPPED = auto()
    STARTING = auto()
    """Requested, not playing yet."""
    PLAYING = auto()
    PAUSED = auto()


LOUDEST = Decibels(6.0)
"""Upper end of the volume slider."""
QUIETEST = Decibels(-60.0)
"""Lower end of the volume slider, which is silence."""


@dataclass(frozen=True, slots=True)
class Transport:
    """Playback, as reported by the engine."""

    status: Status = Status.STOPPED
    ticket: Ticket = Ticket(0)
    """Ticket of the newest playback; events of older ones are ignored."""
    sample: SampleId | None = None
    """Sample that is playing or paused."""
    anchor: Anchor | None = None
    """Position; `None` while stopped or starting."""
    span: Span | None = None
    """Region requested; `None`: the whole sample."""
    loop: bool = False
    """Loop mode."""
    last_start: int = 0
    """Frame at which the user started playback last."""
    output: Output = Output()
    """The audio output, with its figures."""
    devices: Devices | None = None
    """Available devices; `None` while unknown or searching."""
    file: bytes = b""
    """Path of what was played last, if that is not in the library."""

    @property
    def active(self) -> bool:
        """Whether playing, starting or paused."""
        return self.status is not Status.STOPPED

    @property
    def playing(self) -> bool:
        """Whether playing or starting."""
        return self.status in {Status.PLAYING, Status.STARTING}

    def plays_file(self, path: bytes) -> bool:
        """Tell whether a file that is not in the library is playing, starting or paused."""
        return self.active and self.file == path

    def pauses_file(self, path: bytes) -> bool:
        """Tell whether play / pause of such a file would pause."""
        return self.playing and self.file == path

    def pauses(self, shown: SampleId | None) -> bool:
        """Tell whether play / pause would pause: what is `shown` plays, not another sample."""
        return self.playing and shown in {None, self.sample}
