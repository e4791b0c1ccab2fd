"""The audio actor as a black box, on the silent engine."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from actors.messages import audio
from models.audio.span import Span
from models.audio.units import Decibels, Frames
from tests.actors.audio.rig import running
from tests.actors.audio.sounds import ramp, sample, written


async def test_it_says_that_it_is_silent() -> None:
    async with running() as rig:
        event = await rig.until(audio.OutputChanged)

    assert event.output.silent
    assert event.output.reason == ""


async def test_a_sample_starts_and_ends(tmp_path: Path) -> None:
    kick = written(tmp_path / "kick.wav", ramp(2_400))
    async with running() as rig:
        ticket = rig.play(kick)
        started = await rig.until(audio.Started)
        ended = await rig.until(audio.Ended)

    assert started.ticket == ended.ticket == ticket
    assert started.anchor.frame == 0
    assert started.anchor.speed == 48_000
    assert started.anchor.end == 2_400


async def test_a_span_starts_where_it_was_told(tmp_path: Path) -> None:
    kick = written(tmp_path / "kick.wav", ramp(96_000), rate=44_100)
    async with running() as rig:
        rig.play(kick, 700, (500, 90_000))
        started = await rig.until(audio.Started)

    assert (started.anchor.frame, started.anchor.end) == (700, 90_000)
    assert started.anchor.speed == 44_100


async def test_a_start_outside_of_the_span_is_its_start(tmp_path: Path) -> None:
    kick = written(tmp_path / "kick.wav", ramp(9_600))
    async with running() as rig:
        rig.play(kick, 9_000, (500, 8_000), loop=True)
        started = await rig.until(audio.Started)

    assert started.anchor.frame == 500
    assert started.anchor.loop == Span(Frames(500), Frames(8_000))


async def test_pause_keeps_the_place_and_resume_goes_on_from_it(tmp_path: Path) -> None:
    pad = written(tmp_path / "pad.wav", ramp(480_000))
    async with running() as rig:
        rig.play(pad, 1_000)
        await rig.until(audio.Started)
        rig.post(audio.Pause())
        paused = await rig.until(audio.Paused)
        rig.post(audio.Resume())
        resumed = await rig.until(audio.Moved)

    assert paused.anchor.speed == 0
    assert 1_000 <= paused.anchor.frame < 480_000
    assert resumed.anchor.frame == paused.anchor.frame
    assert resumed.anchor.speed == 48_000


async def test_stop_says_where_it_was(tmp_path: Path) -> None:
    pad = written(tmp_path / "pad.wav", ramp(480_000))
    async with running() as rig:
        ticket = rig.play(pad, 1_000)
        await rig.until(audio.Started)
        rig.post(audio.Stop())
        stopped = await rig.until(audio.Stopped)
        rig.post(audio.Pause())
        rig.play(pad)
        await rig.until(audio.Started)

    assert stopped.ticket == ticket
    assert 1_000 <= stopped.frame < 480_000
    assert not [event for event in rig.heard if isinstance(event, audio.Paused)]


async def test_a_seek_goes_on_from_there(tmp_path: Path) -> None:
    pad = written(tmp_path / "pad.wav", ramp(480_000))
    async with running() as rig:
        rig.play(pad)
        await rig.until(audio.Started)
        rig.post(audio.Seek(Frames(400_000)))
        moved = await rig.until(audio.Moved)

    assert moved.anchor.frame == 400_000
    assert moved.anchor.speed == 48_000


async def test_a_seek_while_paused_stays_paused(tmp_path: Path) -> None:
    pad = written(tmp_path / "pad.wav", ramp(480_000))
    async with running() as rig:
        rig.play(pad)
        await rig.until(audio.Started)
        rig.post(audio.Pause())
        rig.post(audio.Seek(Frames(400_000)))
        moved = await rig.until(audio.Moved)
        rig.post(audio.Resume())
        resumed = await rig.until(audio.Moved)

    assert (moved.anchor.frame, moved.anchor.speed) == (400_000, 0)
    assert (resumed.anchor.frame, resumed.anchor.speed) == (400_000, 48_000)


async def test_a_seek_out_of_a_loop_enters_it_again(tmp_path: Path) -> None:
    pad = written(tmp_path / "pad.wav", ramp(480_000))
    async with running() as rig:
        rig.play(pad, 0, (1_000, 90_000), loop=True)
        await rig.until(audio.Started)
        rig.post(audio.Seek(Frames(400_000)))
        moved = await rig.until(audio.Moved)

    assert moved.anchor.frame == 1_000
    assert moved.anchor.loop == Span(Frames(1_000), Frames(90_000))


async def test_a_seek_behind_a_span_plays_the_rest_of_the_sample(tmp_path: Path) -> None:
    pad = written(tmp_path / "pad.wav", ramp(480_000))
    async with running() as rig:
        rig.play(pad, 0, (0, 90_000))
        await rig.until(audio.Started)
        rig.post(audio.Seek(Frames(400_000)))
        moved = await rig.until(audio.Moved)

    assert (moved.anchor.frame, moved.anchor.end) == (400_000, 480_000)


async def test_a_loop_can_be_moved_and_left(tmp_path: Path) -> None:
    pad = written(tmp_path / "pad.wav", ramp(480_000))
    async with running() as rig:
        rig.play(pad, 0, (0, 90_000), loop=True)
        await rig.until(audio.Started)
        rig.post(audio.SetRegion(Span(Frames(200_000), Frames(300_000)), loop=True))
        moved = await rig.until(audio.Moved)
        rig.post(audio.SetRegion(Span(Frames(200_000), Frames(202_400)), loop=False))
        left = await rig.until(audio.Moved)
        await rig.until(audio.Ended)

    assert moved.anchor.frame == 200_000
    assert moved.anchor.loop == Span(Frames(200_000), Frames(300_000))
    assert left.anchor.loop is None
    assert left.anchor.end == 202_400


async def test_the_newest_play_wins(tmp_path: Path) -> None:
    sounds = [written(tmp_path / f"{n}.wav", ramp(480_000)) for n in range(20)]
    async with running() as rig:
        tickets = [rig.play(sound) for sound in sounds]
        started = await rig.until(audio.Started)

    assert started.ticket == tickets[-1]


async def test_paused_before_it_began_it_waits(tmp_path: Path) -> None:
    pad = written(tmp_path / "pad.wav", ramp(480_000))
    async with running() as rig:
        rig.play(pad, 300)
        rig.post(audio.Pause())
        paused = await rig.until(audio.Paused)
        rig.post(audio.Seek(Frames(900)))
        await rig.until(audio.Moved)
        rig.post(audio.Resume())
        started = await rig.until(audio.Started)

    assert paused.anchor.frame == 300
    assert started.anchor.frame == 900


async def test_stopped_before_it_began_it_never_starts(tmp_path: Path) -> None:
    pad = written(tmp_path / "pad.wav", ramp(480_000))
    async with running() as rig:
        first = rig.play(pad, 300)
        rig.post(audio.Stop())
        stopped = await rig.until(audio.Stopped)
        second = rig.play(pad)
        started = await rig.until(audio.Started)

    assert (stopped.ticket, stopped.frame) == (first, 300)
    assert started.ticket == second


async def test_orders_without_a_playback_do_nothing(tmp_path: Path) -> None:
    kick = written(tmp_path / "kick.wav", ramp(480))
    async with running() as rig:
        for order in (
            audio.Pause(),
            audio.Resume(),
            audio.Stop(),
            audio.Seek(Frames(5)),
            audio.SetRegion(None, loop=True),
            audio.SetVolume(Decibels(-6.0)),
            audio.Prepare((kick,)),
        ):
            rig.post(order)
        rig.play(kick)
        await rig.until(audio.Started)

    assert [type(event) for event in rig.heard] == [audio.OutputChanged, audio.Started]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "sound.wav: empty file"),
        (b"this is not a sound at all, only text" * 20, "sound.wav: not an audio file"),
        (None, "sound.wav: file not found"),
    ],
)
async def test_what_is_no_sound_is_said(tmp_path: Path, content: bytes | None, reason: str) -> None:
    path = tmp_path / "sound.wav"
    if content is not None:
        path.write_bytes(content)
    async with running() as rig:
        ticket = rig.play(sample(path))
        failed = await rig.until(audio.PlayFailed)

    assert (failed.ticket, failed.sample) == (ticket, sample(path).id)
    assert failed.reason.startswith(reason)


async def test_a_file_without_frames_is_said(tmp_path: Path) -> None:
    empty = written(tmp_path / "empty.wav", np.zeros((0, 1), np.float32))
    async with running() as rig:
        rig.play(empty)
        failed = await rig.until(audio.PlayFailed)

    assert failed.reason == "empty.wav: contains no audio"
