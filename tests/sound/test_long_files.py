"""Sounds of hours: played at once, anywhere, in little memory."""

from __future__ import annotations

import os
import struct
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np
import pytest
import soundfile
import trio

from actors.audio.actor import AudioActor
from actors.kernel.mailbox import Mailbox
from actors.messages import audio
from models.audio.output_config import OutputConfig
from models.audio.span import Span
from models.audio.units import Frames, Hertz, SampleId, SourceId, Ticket
from models.library.sample import Sample
from tests.sound.pulse import Pulse
from tests.sound.tape import record_for, recorded

pytestmark = pytest.mark.sound
DEVICE = 48_000
MINUTES = 180
PLACES = (0, 179, 90, 3, 120)
"""The minutes to play."""
ALLOWED = 200 << 20
"""Maximum memory use in bytes."""


def level(minute: int) -> float:
    """Return the level of a minute, so that a recording reveals its position."""
    return 0.1 + minute * 0.004


def write_wav(path: Path) -> Hertz:
    """Write three hours of stereo as a sparse file with data in some minutes only."""
    rate = DEVICE
    with soundfile.SoundFile(path, "w", rate, 2, "PCM_16") as file:
        file.write(np.zeros((1, 2)))
    header = path.stat().st_size - 4
    size = MINUTES * 60 * rate * 4
    content = bytearray(path.read_bytes()[:header])
    content[4:8] = struct.pack("<I", header - 8 + size)
    content[-4:] = struct.pack("<I", size)
    with path.open("wb") as file:
        file.write(content)
        for minute in (*PLACES, 59, 60):
            file.seek(header + minute * 60 * rate * 4)
            file.write(np.full((60 * rate, 2), level(minute) * 32767, "<i2").tobytes())
        file.truncate(header + size)
    return Hertz(rate)


def write_flac(path: Path) -> Hertz:
    """Write three hours of mono, at a rate that the device does not support."""
    rate = 44_100
    with soundfile.SoundFile(path, "w", rate, 1, "PCM_16") as file:
        for minute in range(MINUTES):
            file.write(np.full(60 * rate, level(minute), np.float32))
    return Hertz(rate)


@pytest.fixture(scope="module", params=["wav", "flac"])
def long_file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Three hours; the level encodes the minute."""
    path = tmp_path_factory.mktemp("long") / f"hours.{request.param}"
    rate = write_wav(path) if request.param == "wav" else write_flac(path)
    info = soundfile.info(path)
    assert info.frames == MINUTES * 60 * rate
    return Sample(
        SampleId(1), SourceId(1), os.fsencode(path), path.name, Frames(info.frames), rate, 2
    )


def shared_memory() -> int:
    """Return the bytes of shared memory in use on the system."""
    fields = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    (shmem,) = (line.split()[1] for line in fields if line.startswith("Shmem:"))
    return int(shmem) * 1024


class Ends:
    """Posts commands and receives events."""

    def __init__(self) -> None:
        self.inbox, self.events = Mailbox[audio.Command](64), Mailbox[audio.Event](64)

    async def until(self, kind: type[audio.Event]) -> audio.Event:
        with trio.fail_after(60):
            while not isinstance(event := await self.events.receive(), kind):
                assert not isinstance(event, audio.PlayFailed), event
            return event

    async def seek(self, frame: int) -> None:
        """Seek, and wait until playback continues there."""
        self.inbox.slot.post(audio.Seek(Frames(frame)))
        while True:
            moved = await self.until(audio.Moved)
            assert isinstance(moved, audio.Moved)
            if abs(moved.anchor.frame - frame) < DEVICE:
                return


@asynccontextmanager
async def playing() -> AsyncGenerator[Ends]:
    """Run the audio actor on a real device."""
    async with trio.open_nursery() as nursery:
        ends = Ends()
        route = OutputConfig(rate=Hertz(DEVICE), buffer=512)
        nursery.start_soon(AudioActor(ends.inbox, ends.events.address, route).run)
        await ends.until(audio.OutputChanged)
        yield ends
        ends.inbox.slot.post(audio.Stop())
        await ends.until(audio.Stopped)
        nursery.cancel_scope.cancel()


async def test_three_hours_are_heard_anywhere_in_little_memory(
    pulse: Pulse, tmp_path: Path, long_file: Sample
) -> None:
    before, most = shared_memory(), 0
    async with recorded(tmp_path) as tape, playing() as ends:
        ends.inbox.slot.post(audio.Play(Ticket(1), long_file))
        await ends.until(audio.Started)
        for minute in PLACES[1:]:
            await record_for(0.7)
            await ends.seek((minute * 60 + 1) * long_file.rate)
            most = max(most, shared_memory() - before)
        await record_for(0.7)
    heard = np.abs(tape.sound[:, 0])

    for minute in PLACES:
        share = np.isclose(heard, level(minute), atol=2e-4).sum() / DEVICE
        assert share > 0.4, f"minute {minute} was heard for {share:.2f} s"
    assert most < ALLOWED


async def test_a_loop_longer_than_what_is_held_goes_round_without_a_gap(
    pulse: Pulse, tmp_path: Path, long_file: Sample
) -> None:
    rate = long_file.rate
    span = Span(Frames(60 * 60 * rate - rate * 15), Frames(60 * 60 * rate + rate * 15))
    async with recorded(tmp_path) as tape, playing() as ends:
        near_the_end = Frames(span.end - 2 * rate)
        ends.inbox.slot.post(audio.Play(Ticket(1), long_file, near_the_end, span, loop=True))
        await ends.until(audio.Started)
        await record_for(3.5)
    heard = np.abs(tape.sound[:, 0])
    sounding = np.flatnonzero(heard > 0.01)
    inside = heard[sounding[0] + 960 : sounding[-1] - 960]

    assert np.isclose(inside, level(60), atol=2e-4).sum() > DEVICE
    assert np.isclose(inside, level(59), atol=2e-4).sum() > DEVICE
    assert (inside < 0.01).sum() == 0  # no gap at the loop point
