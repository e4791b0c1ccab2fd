"""The slice behind the play button, the playhead and the volume."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from models.audio.anchor import Anchor
from models.audio.device import Devices
from models.audio.output import Output
from models.audio.span import Span
from models.audio.units import Decibels, SampleId, Ticket


class Status(Enum):
    """What the speaker is doing."""

    STOPPED = auto()
    STARTING = auto()
    """Ordered, not heard yet."""
    PLAYING = auto()
    PAUSED = auto()


LOUDEST = Decibels(6.0)
"""The upper end of the volume slider."""
QUIETEST = Decibels(-60.0)
"""The lower end of the volume slider; there it is silent."""


@dataclass(frozen=True, slots=True)
class Transport:
    """Playback, as the engine reported it."""

    status: Status = Status.STOPPED
    ticket: Ticket = Ticket(0)
    """The newest playback; events about older ones are ignored."""
    sample: SampleId | None = None
    """What sounds or is paused."""
    anchor: Anchor | None = None
    """Where it is; `None` while stopped or starting."""
    span: Span | None = None
    """The stretch that was ordered; `None` is the whole sample."""
    loop: bool = False
    """Loop mode."""
    last_start: int = 0
    """Frame at which the last playback was started by the person."""
    output: Output = Output()
    """The way sound takes now, with its figures."""
    devices: Devices | None = None
    """What there is to choose from; `None` before anybody looked, and while somebody looks anew."""

    @property
    def active(self) -> bool:
        """Whether anything sounds, is about to, or is paused."""
        return self.status is not Status.STOPPED
