"""The language between the app and its engine process: one JSON list a line.

`["Play", 3, 1, 0, 0, 48000, false, false]` is the name and the fields of a record.
"""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass, fields
from enum import StrEnum
from typing import cast

MAX_LINE = 4096
"""Bytes of a line at most: a pipe takes that many in one piece. Source: Linux, PIPE_BUF."""


class TransportEvent(StrEnum):
    """What happened to playback."""

    BEGAN = "began"
    MOVED = "moved"
    PAUSED = "paused"
    STOPPED = "stopped"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Load:
    """Map these shared memories, one per channel, `frames` + 1 values of float64 each."""

    clip: int
    memory: list[str]
    frames: int


@dataclass(frozen=True, slots=True)
class Unload:
    """Unmap them as soon as nothing of them sounds."""

    clip: int


@dataclass(frozen=True, slots=True)
class Play:
    """Play from `frame`, within `[start, end)`, in place of what plays."""

    ticket: int
    clip: int
    frame: int
    start: int
    end: int
    loop: bool
    soft: bool
    level: float = 1.0
    """What every frame is multiplied by."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Fade out and keep the place."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Fade in where the pause began."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Fade out."""


@dataclass(frozen=True, slots=True)
class SetRegion:
    """Change the stretch under what plays, and the place if `frame` is not negative."""

    start: int
    end: int
    loop: bool
    frame: int = -1
    lead: bool = False
    """What is before a loop runs into it."""


@dataclass(frozen=True, slots=True)
class SetGain:
    """Multiply everything by `factor`."""

    factor: float


@dataclass(frozen=True, slots=True)
class SetLevel:
    """Multiply this clip by `level` from now on."""

    clip: int
    level: float


@dataclass(frozen=True, slots=True)
class SetPlaybackSettings:
    """Fade for so many seconds; let both sides sound like their mean if `mono`."""

    fade: float
    mono: bool


@dataclass(frozen=True, slots=True)
class PlayTone:
    """Let one side sound for a moment: 0 is left."""

    side: int


@dataclass(frozen=True, slots=True)
class Ready:
    """The device is open."""

    host: str
    device: str
    rate: int
    buffer: int
    first: int = 1
    """The first of the two channels, counted from 1."""
    note: str = ""
    """What is not as it was wished; empty if everything is."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The memory is mapped: its name is needed no longer."""

    clip: int


@dataclass(frozen=True, slots=True)
class TransportChanged:
    """Playback took another course: `frame` is heard at `at` (seconds of the monotonic clock)."""

    change: TransportEvent
    ticket: int
    frame: int
    at: float
    moving: bool


@dataclass(frozen=True, slots=True)
class Failed:
    """There is no way to the ear; the process ends."""

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
    """Return `message` as a line.

    Raises:
        ValueError: it is longer than `MAX_LINE`.
    """
    text = json.dumps([type(message).__name__, *astuple(message)], separators=(",", ":"))
    encoded = text.encode() + b"\n"
    if len(encoded) > MAX_LINE:
        raise ValueError(f"too long for the engine: {encoded[:80]!r}")
    return encoded


def decode(line: bytes) -> Command | Event:
    """Return what a line says.

    Raises:
        ValueError: it is not of this language.
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
