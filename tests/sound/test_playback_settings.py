"""Playback settings, measured on recordings: level, mono check, limiter, test tones."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
import trio

from actors.messages import audio
from models.audio.output_config import OutputConfig
from models.audio.playback_settings import PlaybackSettings
from models.audio.units import Seconds
from tests.actors.audio.rig import Rig, running
from tests.actors.audio.sounds import sample, written
from tests.sound.pulse import Pulse
from tests.sound.tape import RATE, Floats, record_for, recorded, sounding

pytestmark = pytest.mark.sound
HALF_SECOND = RATE // 2
LATENCY = 0.3

Take = Callable[[Callable[[Rig], Awaitable[None]]], Awaitable[Floats]]


@pytest.fixture
def take(pulse: Pulse, tmp_path: Path) -> Take:
    """Return the recording of a script run with an actor."""

    async def taken(script: Callable[[Rig], Awaitable[None]]) -> Floats:
        async with recorded(tmp_path) as tape, running(OutputConfig(buffer=512)) as rig:
            await rig.until(audio.OutputChanged)
            await script(rig)
            await trio.sleep(LATENCY)
        return sounding(tape.sound)

    return taken


def tone(level: float, hertz: float = 440.0, seconds: float = 0.5) -> Floats:
    """Return one channel of a sine."""
    times = np.arange(round(seconds * RATE)) / RATE
    made: Floats = (level * np.sin(2 * np.pi * hertz * times)).astype(np.float32)
    return made


def decibels(part: float) -> float:
    return float(20 * np.log10(max(part, 1e-12)))


@pytest.mark.parametrize("level", [0.1, 0.9])
async def test_all_samples_can_be_made_as_loud(take: Take, tmp_path: Path, level: float) -> None:
    pad = written(tmp_path / "pad.wav", np.stack([tone(level)] * 2, 1))

    async def script(rig: Rig) -> None:
        rig.post(audio.SetPlaybackSettings(PlaybackSettings(normalise=True)))
        rig.play(pad)
        await rig.until(audio.Ended)

    heard = await take(script)

    assert decibels(float(np.abs(heard).max())) == pytest.approx(-1.0, abs=0.2)


async def test_without_that_a_sample_is_as_loud_as_its_file(take: Take, tmp_path: Path) -> None:
    pad = written(tmp_path / "pad.wav", np.stack([tone(0.1)] * 2, 1))

    async def script(rig: Rig) -> None:
        rig.play(pad)
        await rig.until(audio.Ended)

    assert np.abs(await take(script)).max() == pytest.approx(0.1, rel=1e-3)


async def test_the_mono_check_lets_opposite_sides_cancel_out(take: Take, tmp_path: Path) -> None:
    both = tone(0.5, 300) + tone(0.2, 700)
    pad = written(tmp_path / "pad.wav", np.stack([both, tone(0.2, 700) - tone(0.5, 300)], 1))

    async def script(rig: Rig) -> None:
        rig.post(audio.SetPlaybackSettings(PlaybackSettings(mono=True)))
        rig.play(pad)
        await rig.until(audio.Ended)

    heard = await take(script)
    whole = heard[4_800:-4_800]
    spectrum = np.abs(np.fft.rfft(whole[:, 0] * np.hanning(len(whole)))) / len(whole) * 4
    hertz = np.fft.rfftfreq(len(whole), 1 / RATE)

    assert np.array_equal(whole[:, 0], whole[:, 1])
    assert spectrum[np.abs(hertz - 700) < 20].max() == pytest.approx(0.2, rel=0.05)
    assert decibels(spectrum[np.abs(hertz - 300) < 20].max() / 0.5) < -80


@pytest.mark.parametrize("side", [0, 1])
async def test_a_test_tone_comes_from_its_side_alone(take: Take, side: int) -> None:
    async def script(rig: Rig) -> None:
        rig.post(audio.PlayTone(side))
        await record_for(1.2)

    heard = await take(script)
    crossings = np.count_nonzero(np.diff(np.signbit(heard[:, side])))

    assert 0.5 < len(heard) / RATE < 1.1
    assert not heard[:, 1 - side].any()
    assert crossings / 2 / (len(heard) / RATE) == pytest.approx(440, rel=0.02)
    assert decibels(float(np.abs(heard[:, side]).max())) == pytest.approx(-18, abs=0.5)


async def test_two_full_sounds_over_each_other_do_not_clip(take: Take, tmp_path: Path) -> None:
    loud = written(tmp_path / "loud.wav", np.stack([tone(1.0, 200)] * 2, 1))
    other = written(tmp_path / "other.wav", np.stack([tone(1.0, 200)] * 2, 1))

    async def script(rig: Rig) -> None:
        rig.post(audio.SetPlaybackSettings(PlaybackSettings(fade=Seconds(0.1))))
        for number in range(8):
            rig.play(other if number % 2 else loud, number * 30)
            await record_for(0.06)
        rig.post(audio.Stop())
        await rig.until(audio.Stopped)

    heard = await take(script)

    assert np.abs(heard).max() <= 1.0
    assert np.abs(heard).max() > 0.95
    # Clipping is flat for two thirds of the time; the limiter acts while the signal rises.
    assert (np.abs(heard) >= 1.0 - 1e-7).mean() < 0.2


async def test_a_sample_beyond_full_scale_is_brought_down_whole(take: Take, tmp_path: Path) -> None:
    path = tmp_path / "hot.wav"
    soundfile.write(path, np.stack([tone(2.0)] * 2, 1), RATE, subtype="FLOAT")
    hot = sample(path, HALF_SECOND, RATE, 2)

    async def script(rig: Rig) -> None:
        rig.play(hot)
        await rig.until(audio.Ended)

    heard = await take(script)
    shape = heard[:, 0] / np.abs(heard).max()
    wanted = tone(1.0)[1 : len(shape) + 1]  # the first frame of a sine is silent

    assert np.abs(heard).max() <= 1.0
    assert np.abs(shape[: len(wanted)] - wanted).max() < 0.01  # still a sine


@pytest.mark.parametrize("fade", [0.005, 0.05])
async def test_fades_last_as_long_as_was_chosen_and_do_not_click(
    take: Take, tmp_path: Path, fade: float
) -> None:
    pad = written(tmp_path / "pad.wav", np.stack([tone(0.8, 100, 3.0)] * 2, 1))

    async def script(rig: Rig) -> None:
        rig.post(audio.SetPlaybackSettings(PlaybackSettings(fade=Seconds(fade))))
        rig.play(pad)
        await rig.until(audio.Started)
        await record_for(0.5)
        rig.post(audio.Stop())
        await rig.until(audio.Stopped)

    heard = await take(script)
    tail = heard[-round(0.2 * RATE) :, 0]
    loud = np.flatnonzero(np.abs(tail) > 0.77)
    # Above 4 kHz a 100 Hz tone has nothing; a click has.
    spectrum = np.abs(np.fft.rfft(heard[-16_384:, 0] * np.hanning(16_384)))

    assert (len(tail) - loud[-1]) / RATE == pytest.approx(fade, abs=0.012)
    assert decibels(spectrum[1_400:].max() / spectrum.max()) < -70
