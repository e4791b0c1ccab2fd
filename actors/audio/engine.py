"""What an engine is: it plays one sound at a time and says where it is.

Engines count frames of the clip that plays, at the clip's rate; the frames of
files are the business of the actor.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from actors.audio.process.protocol import TransportEvent as TransportEvent  # noqa: PLC0414 - part of the protocol
from models.audio.output import Output
from models.audio.units import Frames, Hertz, Seconds, Ticket


class EngineError(Exception):
    """The engine cannot start, or has died; the text is the reason, ready to be shown."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A sound that engines can play."""

    number: int
    """Names it; never used twice."""
    rate: Hertz
    frames: Frames
    """Its length, at least 1."""
    memory: tuple[str, ...] = ()
    """Shared memory of each channel, one or two; empty for an engine without sound."""


@dataclass(frozen=True, slots=True)
class Region:
    """What of a clip is played: `[start, end)`, in frames of the clip, never empty."""

    start: int
    end: int
    loop: bool = False
    lead: bool = False
    """Playback before the loop runs into it."""


@dataclass(frozen=True, slots=True)
class Start:
    """A clip that is to be played."""

    ticket: Ticket
    """Comes back in the reports."""
    clip: Clip
    """One that is kept."""
    frame: int
    """Where it begins: in the stretch if that loops without a lead, else before its end."""
    region: Region
    soft: bool = False
    """Fade in, instead of beginning with the very frame."""
    level: float = 1.0
    """What every frame is multiplied by."""


@dataclass(frozen=True, slots=True)
class Position:
    """The frame of the clip that sounds at a time."""

    frame: int
    at: Seconds
    """On the clock of `time.monotonic`."""


@dataclass(frozen=True, slots=True)
class Report:
    """Playback took another course."""

    change: TransportEvent
    ticket: Ticket
    position: Position
    moving: bool
    """Whether it goes on from there."""


OnReport = Callable[[Report], None]


class Engine(Protocol):
    """Obeys at once and never waits; what happened is heard later, in that order.

    Orders that make no sense (a pause while nothing plays) do nothing.
    """

    @property
    def output(self) -> Output:
        """The way to the ear."""
        ...

    @property
    def clip_rate(self) -> Hertz | None:
        """Rate that clips must have; `None` takes them as they are, without memory."""
        ...

    def load(self, clip: Clip) -> None:
        """Take hold of the clip's memory; its name in the system is removed then."""
        ...

    def unload(self, clip: Clip) -> None:
        """Let go of the memory, as soon as nothing of it sounds."""
        ...

    def play(self, start: Start) -> None:
        """Play in place of what plays; `BEGAN`."""
        ...

    def pause(self) -> None:
        """Fade out and keep the place; `PAUSED`."""
        ...

    def resume(self) -> None:
        """Fade in where the pause began; `MOVED`."""
        ...

    def stop(self) -> None:
        """Fade out; `STOPPED`."""
        ...

    def set_region(self, region: Region, frame: int | None = None) -> None:
        """Change the stretch, and the place if `frame` says so, without a click; `MOVED`.

        Outside of a new loop it goes on from the loop's start, unless it leads into
        it; behind a new end it ends. What is paused stays so.
        """
        ...

    def set_gain(self, factor: float) -> None:
        """Multiply every sample by `factor`, 0 or more, with a short ramp."""
        ...

    def set_level(self, clip: Clip, level: float) -> None:
        """Multiply every frame of a clip by `level`, if it plays, with a fade."""
        ...

    def configure(self, *, fade: float, mono: bool) -> None:
        """Let fades take `fade` seconds, and both sides sound like their mean if `mono`."""
        ...

    def play_tone(self, side: int) -> None:
        """Let one side sound for a moment, 0 is left, beside what plays."""
        ...

    def position(self) -> Position | None:
        """Return where it is; `None` unless something plays."""
        ...

    async def run(self, on_report: OnReport) -> None:
        """Serve until cancelled.

        Args:
            on_report: Called with every report; must not wait.

        Raises:
            EngineError: the engine died.
        """
        ...
