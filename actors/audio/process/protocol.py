"""The protocol between the app and its engine process: one JSON list per line.

`["Play", 3, 1, 0, 0, 48000, false, false]` holds the class name and the fields of a message.
"""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass, fields
from enum import StrEnum
from typing import cast

MAX_LINE = 4096
"""Maximum bytes of a line, so that a pipe write is atomic. Source: Linux, PIPE_BUF."""


class TransportEvent(StrEnum):
    """A change of the transport."""

    BEGAN = "began"
    MOVED = "moved"
    PAUSED = "paused"
    STOPPED = "stopped"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Load:
    """Map these shared memories, one per channel, each of `frames` + 1 float64 values."""

    clip: int
    memory: list[str]
    frames: int


@dataclass(frozen=True, slots=True)
class Unload:
    """Unmap the clip's memory once no voice reads it."""

    clip: int


@dataclass(frozen=True, slots=True)
class Play:
    """Play from `frame`, within `[start, end)`, replacing the current playback."""

    ticket: int
    clip: int
    frame: int
    start: int
    end: int
    loop: bool
    soft: bool
    level: float = 1.0
    """Linear gain of the clip."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Fade out and keep the position."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Fade in where the pause began."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Fade out."""


@dataclass(frozen=True, slots=True)
class SetRegion:
    """Change the region of the current playback, and the position unless `frame` is negative."""

    start: int
    end: int
    loop: bool
    frame: int = -1
    lead: bool = False
    """Playback before the loop runs into it."""


@dataclass(frozen=True, slots=True)
class SetGain:
    """Set the linear master gain."""

    factor: float


@dataclass(frozen=True, slots=True)
class SetLevel:
    """Set the linear gain of a clip."""

    clip: int
    level: float


@dataclass(frozen=True, slots=True)
class SetPlaybackSettings:
    """Set the fade length in seconds; with `mono`, both channels play their mean."""

    fade: float
    mono: bool


@dataclass(frozen=True, slots=True)
class PlayTone:
    """Play a short test tone on one channel: 0 is left."""

    side: int


@dataclass(frozen=True, slots=True)
class Ready:
    """The device is open."""

    host: str
    device: str
    rate: int
    buffer: int
    first: int = 1
    """First of the two output channels, counted from 1."""
    substitution: str = ""
    """How the output differs from the requested one; empty if it does not."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The memory is mapped; its name can be unlinked."""

    clip: int


@dataclass(frozen=True, slots=True)
class TransportChanged:
    """The transport changed: `frame` sounds at `at` (seconds of the monotonic clock)."""

    change: TransportEvent
    ticket: int
    frame: int
    at: float
    moving: bool


@dataclass(frozen=True, slots=True)
class Failed:
    """No output could be opened; the process exits."""

    reason: str


Command = (
    Load
    | Unload
    | Play
    | Pause
    | Resume
    | Stop
    | SetRegion
    | SetGain
    | SetLevel
    | SetPlaybackSettings
    | PlayTone
)
Event = Ready | Loaded | TransportChanged | Failed

_MESSAGES = {
    message_type.__name__: message_type
    for message_type in (
        *(
            Load,
            Unload,
            Play,
            Pause,
            Resume,
            Stop,
            SetRegion,
            SetGain,
            SetLevel,
            SetPlaybackSettings,
            PlayTone,
        ),
        *(Ready, Loaded, TransportChanged, Failed),
    )
}


def encode(message: Command | Event) -> bytes:
    """Encode `message` as a line.

    Raises:
        ValueError: it is longer than `MAX_LINE`.
    """
    text = json.dumps([type(message).__name__, *astuple(message)], separators=(",", ":"))
    encoded = text.encode() + b"\n"
    if len(encoded) > MAX_LINE:
        raise ValueError(f"too long for the engine: {encoded[:80]!r}")
    return encoded


def decode(line: bytes) -> Command | Event:
    """Decode a line into a message.

    Raises:
        ValueError: it is malformed.
    """
    try:
        name, *values = cast("list[object]", json.loads(line))
        message_type = _MESSAGES[cast("str", name)]
        if len(values) != len(fields(message_type)):
            raise ValueError("wrong count of fields")
        if message_type is TransportChanged:
            values[0] = TransportEvent(cast("str", values[0]))
        return message_type(*values)  # type: ignore[arg-type]  # names and counts were compared
    except (ValueError, TypeError, KeyError) as error:
        raise ValueError(f"not a line of the engine: {line[:80]!r}") from error
