"""The protocol between the actor and the process: one JSON list per line.

`["Carry", 3]` holds the class name and the fields of a message. Most are those of
`actors.messages.handoff`; names that are not text are written as Python does (`os.fsdecode`).
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable
from dataclasses import astuple, dataclass
from typing import Any, cast

from actors.messages import handoff
from models.handoff.drag import Outcome, Place, Verdict


@dataclass(frozen=True, slots=True)
class Probe:
    """Answer at once, if you are well."""


@dataclass(frozen=True, slots=True)
class Alive:
    """Reply to `Probe`."""


ToProcess = (
    handoff.Connect
    | handoff.Carry
    | handoff.Load
    | handoff.ShowPicture
    | handoff.CallOff
    | handoff.Hold
    | handoff.ReadClipboard
    | Probe
)
FromProcess = (
    handoff.Connected
    | handoff.NotConnected
    | handoff.Over
    | handoff.LetGo
    | handoff.Done
    | handoff.Held
    | handoff.NotHeld
    | handoff.Lost
    | handoff.OnClipboard
    | handoff.Hovered
    | handoff.HoverMoved
    | handoff.HoverEnded
    | Alive
)
_TO = {kind.__name__: kind for kind in ToProcess.__args__}
_FROM = {kind.__name__: kind for kind in FromProcess.__args__}
_READ = {handoff.Over: Place, handoff.LetGo: Verdict, handoff.Done: Outcome}
"""Enumeration of the second field."""


def encode(message: ToProcess | FromProcess) -> bytes:
    """Return a message as a line."""
    values = [_plain(value) for value in astuple(message)]
    return json.dumps([type(message).__name__, *values], separators=(",", ":")).encode() + b"\n"


def decode_command(line: bytes) -> ToProcess:
    """Return the command in a line.

    Raises:
        ValueError: it is malformed.
    """
    return cast("ToProcess", _decode(line, _TO))


def decode_event(line: bytes) -> FromProcess:
    """Return the event in a line.

    Raises:
        ValueError: it is malformed.
    """
    return cast("FromProcess", _decode(line, _FROM))


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, tuple):
        return [os.fsdecode(path) for path in value]
    return value


def _decode(line: bytes, kinds: dict[str, type]) -> Any:
    try:
        name, *values = json.loads(line)
        kind, make = kinds[name], cast("Callable[..., Any]", kinds[name])
        if kind in _READ:
            values[1] = _READ[kind](values[1])
        elif kind is handoff.ShowPicture:
            values[3] = base64.b64decode(values[3])
        values = [
            tuple(map(os.fsencode, value)) if isinstance(value, list) else value for value in values
        ]
        return make(*values)
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise ValueError(f"not a line of the handoff process: {line[:80]!r}") from error
