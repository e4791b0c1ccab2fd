"""Messages survive encoding and decoding."""

from __future__ import annotations

import pytest

from actors.audio.process import protocol
from actors.audio.process.protocol import TransportEvent

MESSAGES: list[protocol.Command | protocol.Event] = [
    protocol.Load(3, ["/sempal-1-2", "/sempal-1-3"], 48_000),
    protocol.Unload(3),
    protocol.Play(7, 3, 10, 0, 48_000, loop=True, soft=False),
    protocol.Pause(),
    protocol.Resume(),
    protocol.Stop(),
    protocol.SetRegion(0, 10, loop=True),
    protocol.SetGain(0.5),
    protocol.Ready("ALSA", "Gerät 🎧", 48_000, 256),
    protocol.Loaded(3),
    protocol.TransportChanged(TransportEvent.MOVED, 7, 5, 12.5, moving=True),
    protocol.Failed("there is no audio device"),
]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_what_is_said_is_heard(message: protocol.Command | protocol.Event) -> None:
    line = protocol.encode(message)

    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert protocol.decode(line) == message


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
        b'["TransportChanged","danced",7,5,12.5,true]',
        b"\xff",
    ],
)
def test_anything_else_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match="not a line of the engine"):
        protocol.decode(line)


def test_a_line_fits_into_the_pipe_at_once() -> None:
    with pytest.raises(ValueError, match="too long"):
        protocol.encode(protocol.Failed("x" * protocol.MAX_LINE))
