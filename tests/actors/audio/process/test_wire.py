"""Both sides of the pipe speak one language."""

from __future__ import annotations

import pytest

from actors.audio.process import wire
from actors.audio.process.wire import Course

MESSAGES: list[wire.Command | wire.Event] = [
    wire.Load(3, ["/sempal-1-2", "/sempal-1-3"], 48_000),
    wire.Unload(3),
    wire.Play(7, 3, 10, 0, 48_000, loop=True, soft=False),
    wire.Pause(),
    wire.Resume(),
    wire.Stop(),
    wire.Bound(0, 10, loop=True),
    wire.Gain(0.5),
    wire.Ready("ALSA", "Gerät 🎧", 48_000, 256),
    wire.Loaded(3),
    wire.Turned(Course.MOVED, 7, 5, 12.5, moving=True),
    wire.Failed("there is no audio device"),
]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_what_is_said_is_heard(message: wire.Command | wire.Event) -> None:
    line = wire.line(message)

    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert wire.message(line) == message


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"ALSA lib conf.c",
        b"[]",
        b"{}",
        b'["Jump",1]',
        b'["Pause",1]',
        b'["Loaded"]',
        b'["Turned","danced",7,5,12.5,true]',
        b"\xff",
    ],
)
def test_anything_else_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match="not a line of the engine"):
        wire.message(line)


def test_a_line_fits_into_the_pipe_at_once() -> None:
    with pytest.raises(ValueError, match="too long"):
        wire.line(wire.Failed("x" * wire.LONGEST))
