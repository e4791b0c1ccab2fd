"""What comes out is what was asked for, compared frame by frame.

Most sounds are ramps: every frame says its own number.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
import trio
from numpy.typing import NDArray

from actors.messages import audio
from models.audio.output_config import OutputConfig
from models.audio.span import Span
from models.audio.units import Decibels, Frames
from tests.actors.audio.rig import Rig, running
from tests.actors.audio.sounds import STEP, ramp, sample, written
from tests.sound.pulse import Pulse
from tests.sound.tape import RATE, Floats, numbers, record_for, recorded, sounding, undisturbed

pytestmark = pytest.mark.sound
LONG = 900_000
FADE = 240
LATENCY = 0.3
"""Seconds from an engine event to the recording: the server may buffer 100 ms."""


@pytest.fixture
def take(
    pulse: Pulse, tmp_path: Path
) -> Callable[[Callable[[Rig], Awaitable[None]]], Awaitable[Floats]]:
    """Return the recording of a script run with an actor."""

    async def taken(script: Callable[[Rig], Awaitable[None]]) -> Floats:
        async with recorded(tmp_path) as tape, running(OutputConfig(buffer=512)) as rig:
            changed = await rig.until(audio.OutputChanged)
            assert not changed.output.silent, changed.output.reason
            await script(rig)
            await trio.sleep(LATENCY)
        return tape.sound

    return taken


Take = Callable[[Callable[[Rig], Awaitable[None]]], Awaitable[Floats]]


def looped(frame: int, start: int, end: int, count: int) -> NDArray[np.int64]:
    """Return the numbers of `count` frames of a loop entered at `frame`."""
    first = np.arange(frame, end)
    rest = np.arange(max(0, count - len(first))) % (end - start) + start
    return np.concatenate([first, rest])[:count]


async def test_the_right_file_and_span_sound_to_the_frame(take: Take, tmp_path: Path) -> None:
    pad = written(tmp_path / "pad.wav", ramp(LONG, 2))

    async def script(rig: Rig) -> None:
        rig.play(pad, 5_000, (5_000, 29_000))
        await rig.until(audio.Ended)

    def judge(sound: Floats) -> None:
        heard = sounding(sound)
        assert np.array_equal(numbers(heard), np.arange(5_000, 29_000))
        assert np.array_equal(heard[:, 0], -heard[:, 1])

    await undisturbed(lambda: take(script), judge)


async def test_one_channel_goes_to_both_sides(take: Take, tmp_path: Path) -> None:
    kick = written(tmp_path / "kick.wav", ramp(12_000, 1))

    async def script(rig: Rig) -> None:
        rig.play(kick)
        await rig.until(audio.Ended)

    def judge(sound: Floats) -> None:
        heard = sounding(sound)
        assert np.array_equal(numbers(heard), np.arange(12_000))
        assert np.array_equal(heard[:, 0], heard[:, 1])

    await undisturbed(lambda: take(script), judge)


async def test_a_loop_has_no_seam(take: Take, tmp_path: Path) -> None:
    pad = written(tmp_path / "pad.wav", ramp(LONG, 2))

    async def script(rig: Rig) -> None:
        rig.play(pad, 21_000, (20_000, 24_801), loop=True)
        await rig.until(audio.Started)
        await record_for(1.0)
        rig.post(audio.Stop())
        await rig.until(audio.Stopped)

    def judge(sound: Floats) -> None:
        heard = numbers(sounding(sound))[: -2 * FADE]
        assert len(heard) > 0.9 * RATE
        assert np.array_equal(heard, looped(21_000, 20_000, 24_801, len(heard)))

    await undisturbed(lambda: take(script), judge)


async def test_a_loop_of_another_rate_has_one_length(take: Take, tmp_path: Path) -> None:
    # A whole number of waves fits into the span, so its loop is a steady tone.
    tone = np.sin(2 * np.pi * 442 * np.arange(88_200) / 44_100).astype(np.float32) / np.float32(2)
    pad = written(tmp_path / "pad.wav", tone, 44_100)

    async def script(rig: Rig) -> None:
        rig.play(pad, 22_050, (22_050, 44_100), loop=True)
        await rig.until(audio.Started)
        await record_for(1.5)
        rig.post(audio.Stop())
        await rig.until(audio.Stopped)

    def judge(sound: Floats) -> None:
        heard = sounding(sound)[: RATE + 24_000, 0].astype(np.float64)
        assert _purity(heard, 442.0) > 90

    await undisturbed(lambda: take(script), judge)


async def test_bounds_change_under_the_loop(take: Take, tmp_path: Path) -> None:
    pad = written(tmp_path / "pad.wav", ramp(LONG, 2))

    async def script(rig: Rig) -> None:
        rig.play(pad, 100_000, (100_000, 148_000), loop=True)
        await rig.until(audio.Started)
        await record_for(0.2)
        rig.post(audio.SetRegion(Span(Frames(100_000), Frames(119_200)), loop=True))
        await rig.until(audio.Moved)
        await record_for(0.5)
        rig.post(audio.SetRegion(Span(Frames(100_000), Frames(119_200)), loop=False))
        await rig.until(audio.Ended)

    def judge(sound: Floats) -> None:
        heard = numbers(sounding(sound))
        assert len(heard) % 19_200 == 0
        assert np.array_equal(heard, looped(100_000, 100_000, 119_200, len(heard)))

    await undisturbed(lambda: take(script), judge)


async def test_a_seek_moves_within_a_fade(take: Take, tmp_path: Path) -> None:
    pad = written(tmp_path / "pad.wav", ramp(LONG, 2))

    async def script(rig: Rig) -> None:
        rig.play(pad)
        await rig.until(audio.Started)
        await record_for(0.2)
        rig.post(audio.Seek(Frames(600_000)))
        await rig.until(audio.Moved)
        await record_for(0.2)
        rig.post(audio.Stop())
        await rig.until(audio.Stopped)

    def judge(sound: Floats) -> None:
        heard = numbers(sounding(sound))[: -2 * FADE]
        steps = np.flatnonzero(np.diff(heard) != 1)
        before, after = heard[: steps[0] + 1], heard[steps[-1] + 1 :]
        assert np.array_equal(before, np.arange(len(before)))
        assert np.array_equal(after, np.arange(after[0], after[0] + len(after)))
        assert 600_000 <= after[0] <= 600_000 + FADE
        assert steps[-1] - steps[0] <= FADE

    await undisturbed(lambda: take(script), judge)


async def test_a_pause_is_silent_and_loses_no_frame(take: Take, tmp_path: Path) -> None:
    pad = written(tmp_path / "pad.wav", ramp(LONG, 2))
    places: list[float] = []

    async def script(rig: Rig) -> None:
        rig.play(pad, 50_000)
        await rig.until(audio.Started)
        await record_for(0.2)
        rig.post(audio.Pause())
        places.append((await rig.until(audio.Paused)).anchor.frame)
        await record_for(0.4)
        rig.post(audio.Resume())
        await rig.until(audio.Moved)
        await record_for(0.2)
        rig.post(audio.Stop())
        await rig.until(audio.Stopped)

    def judge(sound: Floats) -> None:
        heard = numbers(sounding(sound))
        silence = np.flatnonzero(heard < 0)
        before, after = heard[: silence[0]], heard[silence[-1] + 1 :]
        assert len(silence) == silence[-1] - silence[0] + 1 > 0.3 * RATE
        assert np.array_equal(before[:-FADE], np.arange(50_000, 50_000 + len(before) - FADE))
        assert 50_000 + len(before) - FADE == pytest.approx(places[-1], abs=2)
        faded_in = after[FADE : -2 * FADE]
        assert np.array_equal(faded_in, np.arange(faded_in[0], faded_in[0] + len(faded_in)))
        assert faded_in[0] == pytest.approx(places[-1] + FADE, abs=2)

    await undisturbed(lambda: take(script), judge)


async def test_a_stop_is_silent_after_a_smooth_fade(take: Take, tmp_path: Path) -> None:
    steady = written(tmp_path / "steady.wav", np.full((LONG, 2), 0.5, np.float32))

    async def script(rig: Rig) -> None:
        rig.play(steady)
        await rig.until(audio.Started)
        await record_for(0.2)
        rig.post(audio.Stop())
        await rig.until(audio.Stopped)

    def judge(sound: Floats) -> None:
        heard = sounding(sound)[:, 0]
        fading = np.flatnonzero(heard < 0.4999)
        assert len(fading) == len(heard) - fading[0], "it was not steady before"
        assert 0.004 * RATE < len(fading) <= 0.010 * RATE
        assert np.abs(np.diff(heard)).max() < 0.5 / (0.004 * RATE)

    await undisturbed(lambda: take(script), judge)


async def test_a_start_over_another_makes_no_click(take: Take, tmp_path: Path) -> None:
    # Both begin at a zero of the wave, so only the end of the first could click.
    wave = np.sin(2 * np.pi * 100 * np.arange(LONG) / RATE).astype(np.float32) / np.float32(2)
    low = written(tmp_path / "low.wav", wave)

    async def script(rig: Rig) -> None:
        for _ in range(12):
            rig.play(low)
            await rig.until(audio.Started)
            await record_for(0.0513)
        rig.post(audio.Stop())
        await rig.until(audio.Stopped)

    def judge(sound: Floats) -> None:
        heard = sounding(sound)[:, 0].astype(np.float64)
        steepest = 2 * np.pi * 100 / RATE / 2
        # Two waves and the slope of a fade at the most.
        assert np.abs(np.diff(heard)).max() < 2 * steepest + 0.5 / FADE

    await undisturbed(lambda: take(script), judge)


async def test_held_arrows_play_the_newest_each_time(take: Take, tmp_path: Path) -> None:
    sounds = [
        written(tmp_path / f"{number}.wav", np.full((24_000, 2), number / 64, np.float32))
        for number in range(1, 21)
    ]

    async def script(rig: Rig) -> None:
        for sound in sounds:
            rig.play(sound)
            await record_for(0.05)
        await rig.until(audio.Ended)

    def judge(sound: Floats) -> None:
        levels = np.rint(sounding(sound)[:, 0] * 64 * 1024)
        steady = levels[np.flatnonzero(np.diff(levels) == 0)]
        order = (steady[np.flatnonzero(np.diff(steady, prepend=0))] / 1024).tolist()
        # Two requests that a machine under load delivers within one block are one: the newer one.
        assert order == sorted(set(order))
        assert set(order) <= set(range(1, 21))
        assert order[-1] == 20
        assert len(order) >= 17

    await undisturbed(lambda: take(script), judge)


async def test_the_volume_changes_with_a_ramp(take: Take, tmp_path: Path) -> None:
    steady = written(tmp_path / "steady.wav", np.full((LONG, 2), 0.5, np.float32))

    async def script(rig: Rig) -> None:
        rig.play(steady)
        await rig.until(audio.Started)
        await record_for(0.2)
        rig.post(audio.SetVolume(Decibels(-20.0)))
        await record_for(0.2)
        rig.post(audio.Stop())
        await rig.until(audio.Stopped)

    def judge(sound: Floats) -> None:
        heard = sounding(sound)[:, 0]
        assert heard[100] == pytest.approx(0.5, abs=1e-5)
        assert heard[-2 * FADE - 100] == pytest.approx(0.05, abs=1e-5)
        assert np.abs(np.diff(heard)).max() < 0.5 / FADE

    await undisturbed(lambda: take(script), judge)


async def test_a_file_of_another_rate_sounds_pure(take: Take, tmp_path: Path) -> None:
    tone = np.sin(2 * np.pi * 1_000 * np.arange(88_200) / 44_100).astype(np.float32) / np.float32(2)
    pad = written(tmp_path / "pad.wav", tone, 44_100)

    async def script(rig: Rig) -> None:
        rig.play(pad)
        await rig.until(audio.Ended)

    def judge(sound: Floats) -> None:
        heard = sounding(sound)[:, 0].astype(np.float64)
        assert len(heard) == pytest.approx(96_000, abs=100)
        assert _purity(heard[2_000:-2_000], 1_000.0) > 100

    await undisturbed(lambda: take(script), judge)


async def test_formats_of_every_kind_sound(take: Take, tmp_path: Path) -> None:
    wave = (np.sin(2 * np.pi * 1_000 * np.arange(24_000) / RATE) / 2).astype(np.float32)
    names = ("one.flac", "two.ogg", "three.mp3", "four.aiff", "five.caf", "six.wav")
    for name in names:
        soundfile.write(tmp_path / name, wave, RATE)

    async def script(rig: Rig) -> None:
        for name in names:
            rig.play(sample(tmp_path / name))
            await rig.until(audio.Ended)
            await record_for(0.1)

    def judge(sound: Floats) -> None:
        loud = np.abs(sound[:, 0]) > 0.01
        starts = np.flatnonzero(np.diff(np.convolve(loud, np.ones(480), "same") > 0) == 1)
        assert loud.sum() > len(names) * 24_000 * 0.9
        assert len(starts) // 2 >= len(names) - 1

    await undisturbed(lambda: take(script), judge)


async def test_the_end_is_said_when_it_is_there(take: Take, tmp_path: Path) -> None:
    kick = written(tmp_path / "kick.wav", ramp(24_000, 2))
    late: list[float] = []

    async def script(rig: Rig) -> None:
        for _ in range(5):
            rig.play(kick)
            started = await rig.until(audio.Started)
            await rig.until(audio.Ended)
            late.append(trio.current_time())
            late[-1] = _monotonic() - started.anchor.at - 0.5

    sound = await take(script)

    assert len(sounding(sound))
    # PulseAudio asks for several blocks at a time, so single ones may be earlier.
    assert abs(float(np.median(late))) < 0.05


def _monotonic() -> float:
    import time

    return time.monotonic()


def _purity(sound: NDArray[np.float64], frequency: float) -> float:
    """Return the level of a sine relative to everything else, in dB."""
    time = np.arange(len(sound)) / RATE
    angle = 2 * np.pi * frequency * time
    basis = np.stack([np.sin(angle), np.cos(angle), np.ones(len(sound))], 1)
    fit, *_ = np.linalg.lstsq(basis, sound, rcond=None)
    rest = sound - basis @ fit
    return float(10 * np.log10(np.mean((basis @ fit) ** 2) / np.mean(rest**2)))


def test_a_ramp_can_be_read() -> None:
    assert numbers(ramp(5, 2)).tolist() == numbers(ramp(5, 2), 1).tolist() == [0, 1, 2, 3, 4]
    assert STEP * 2**20 == 1
