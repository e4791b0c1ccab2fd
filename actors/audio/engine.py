"""The interface of an engine, which plays one clip at a time and reports its position.

Engines count frames of the current clip at the clip's rate; mapping them to frames of a file is the
actor's task.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from actors.audio.process.protocol import TransportEvent as TransportEvent  # noqa: PLC0414 - part of the protocol
from models.audio.output import Output
from models.audio.units import Frames, Hertz, Seconds, Ticket


class EngineError(Exception):
    """The engine cannot start, or has died; the message is the reason, ready to be shown."""


@dataclass(frozen=True, slots=True)
class Clip:
    """Decoded audio that an engine can play."""

    number: int
    """Unique id; never reused."""
    rate: Hertz
    frames: Frames
    """Length, at least 1."""
    memory: tuple[str, ...] = ()
    """Names of the shared memory, one per channel (one or two); empty for a silent engine."""


@dataclass(frozen=True, slots=True)
class Region:
    """The part of a clip that plays: `[start, end)` in frames of the clip, never empty."""

    start: int
    end: int
    loop: bool = False
    lead: bool = False
    """Playback before the loop runs into it."""


@dataclass(frozen=True, slots=True)
class Start:
    """The parameters of `Engine.play`."""

    ticket: Ticket
    """Carried back in the reports."""
    clip: Clip
    """A loaded clip."""
    frame: int
    """First frame: inside the region if it loops without a lead, else before its end."""
    region: Region
    soft: bool = False
    """Fade in, instead of starting with the first frame at full level."""
    level: float = 1.0
    """Linear gain of the clip."""


@dataclass(frozen=True, slots=True)
class Position:
    """The frame of the clip that sounds at a given time."""

    frame: int
    at: Seconds
    """On the clock of `time.monotonic`."""


@dataclass(frozen=True, slots=True)
class Report:
    """A change of the transport."""

    change: TransportEvent
    ticket: Ticket
    position: Position
    moving: bool
    """Whether playback continues from `position`."""


OnReport = Callable[[Report], None]


class Engine(Protocol):
    """Executes commands without blocking; reports follow later, in the same order.

    Commands that do not apply (a pause while nothing plays) are ignored.
    """

    @property
    def output(self) -> Output:
        """The active output."""
        ...

    @property
    def clip_rate(self) -> Hertz | None:
        """Required sample rate of clips; `None` accepts any rate, without memory."""
        ...

    def load(self, clip: Clip) -> None:
        """Map the clip's shared memory; its name is unlinked then."""
        ...

    def unload(self, clip: Clip) -> None:
        """Unmap the clip's memory once no voice reads it."""
        ...

    def play(self, start: Start) -> None:
        """Play `start`, replacing the current playback; reports `BEGAN`."""
        ...

    def pause(self) -> None:
        """Fade out and keep the position; reports `PAUSED`."""
        ...

    def resume(self) -> None:
        """Fade in where the pause began; reports `MOVED`."""
        ...

    def stop(self) -> None:
        """Fade out; reports `STOPPED`."""
        ...

    def set_region(self, region: Region, frame: int | None = None) -> None:
        """Change the region, and the position if `frame` is given, without a click; `MOVED`.

        A position outside a new loop jumps to the loop's start, unless it leads into it; one past a
        new end ends playback. A paused clip stays paused.
        """
        ...

    def set_gain(self, factor: float) -> None:
        """Set the master gain, linear and at least 0, with a short ramp."""
        ...

    def set_level(self, clip: Clip, level: float) -> None:
        """Set the linear gain of a clip, with a fade if it is playing."""
        ...

    def configure(self, *, fade: float, mono: bool) -> None:
        """Set the fade length in seconds, and the mono check (both channels play their mean)."""
        ...

    def play_tone(self, side: int) -> None:
        """Play a short test tone on one channel (0 is left), mixed with the current playback."""
        ...

    def position(self) -> Position | None:
        """Return the current position; `None` unless a clip is playing."""
        ...

    async def run(self, on_report: OnReport) -> None:
        """Run until cancelled.

        Args:
            on_report: Called with every report; must not block.

        Raises:
            EngineError: the engine died.
        """
        ...
