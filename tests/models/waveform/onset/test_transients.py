"""Onsets are detected to 2 ms, without false positives."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as some

from models.waveform.onset import transients as room
from models.waveform.onset.transients import Transients
from models.waveform.reduction.pyramid import Floats
from tests.models.waveform.sounds import noise, sine

RATE = 48_000
NEAR = 0.002


def found(samples: Floats, rate: int = RATE, block: int = 1 << 16) -> tuple[int, ...]:
    work = Transients(samples.shape[0], rate)
    for first in range(0, samples.shape[1], block):
        work.append(samples[:, first : first + block])
    return work.finish()


def loop(folder: Path, name: str) -> tuple[Floats, int]:
    samples, rate = soundfile.read(folder / "Loops" / name, dtype="float32", always_2d=True)
    return samples.T, rate


def clicks(at: list[int], frames: int = RATE) -> Floats:
    samples = np.zeros((1, frames), np.float32)
    samples[:, at] = 0.5
    return samples


def hits(seed: int, at: list[int], frames: int) -> Floats:
    """Return decaying noise bursts at the frames `at`."""
    samples = np.zeros((2, frames), np.float32)
    fade = np.exp(-np.arange(frames) / 1_500).astype(np.float32)
    for number, begin in enumerate(at):
        samples[:, begin:] += (noise(seed + number, frames) * fade)[:, : frames - begin]
    return samples


def test_every_hit_of_a_swung_loop_is_found(demo_sounds: Path) -> None:
    samples, rate = loop(demo_sounds, "Broken Beat 90 BPM.flac")
    # The steps at which drums are laid down in scripts/demo/loop.py: all but the bass.
    drums = (
        "x------o--x----- x-----x---x--o--",
        "----x-------x--o ----x--o----x---",
        "x-x-x-xox-x-x-x- x-x-xox-x-x-x-xo",
        "------x--------- --x------x------",
        "--o----x------o- --o----x-----x--",
        "---------x------ -----------x----",
    )
    steps = {
        step for drum in drums for step, mark in enumerate(drum.replace(" ", "")) if mark != "-"
    }
    beat = rate * 60 / 90
    truth = [round((step + 0.28 * (step % 2)) * beat / 4) for step in sorted(steps)]

    places = np.array(found(samples, rate))

    errors = [int(np.abs(places - frame).min()) for frame in truth]
    assert max(errors) <= 0.0005 * rate
    assert len(places) <= len(truth) + 5


def test_every_kick_clap_and_open_hat_of_a_dense_loop_is_found(demo_sounds: Path) -> None:
    samples, rate = loop(demo_sounds, "House 125 BPM.wav")
    truth = [step * rate * 60 // 125 // 4 for step in range(0, 32, 2)]

    places = np.array(found(samples, rate))

    assert max(np.abs(places - frame).min() for frame in truth) <= 0.001 * rate


def test_a_drum_begins_once_and_at_its_beginning(demo_sounds: Path) -> None:
    names = [*demo_sounds.glob("Drums/*/Kick*"), *demo_sounds.glob("Drums/*/Snare*")]
    names += [*demo_sounds.glob("Drums/*/Tom*"), *demo_sounds.glob("Drums/*/*/Hat*")]
    for name in names:
        samples, rate = soundfile.read(name, dtype="float32", always_2d=True)
        places = found(samples.T, rate)

        assert len(places) == 1, name
        assert places[0] <= NEAR * rate, name
    assert len(names) > 20


def test_clicks_are_found_to_the_frame() -> None:
    at = [1_000, 20_000, 30_001, 47_990]

    assert found(clicks(at)) == tuple(at)


@settings(max_examples=30)
@given(some.integers(0, 99), some.lists(some.integers(80, 400), min_size=1, max_size=8))
def test_hits_are_found_wherever_they_are(seed: int, gaps: list[int]) -> None:
    at = np.cumsum([gap * 48 + seed for gap in gaps]).tolist()
    places = found(hits(seed, at, at[-1] + 9_000))

    assert len(places) == len(at)
    assert np.abs(np.array(places) - at).max() <= NEAR * RATE


@settings(max_examples=8)
@given(some.integers(1_000, 60_000))
def test_how_it_is_cut_into_blocks_changes_nothing(block: int) -> None:
    samples = hits(3, [5_000, 20_000, 600_000, 1_100_000], 1_120_000)

    assert found(samples, block=block) == found(samples)


def test_the_border_between_two_stretches_is_not_heard() -> None:
    border = room.STEPS * 512
    at = [border + away for away in range(-6_000, 6_001, 3_000)]

    assert found(clicks(at, 2 * border)) == tuple(at)


def test_the_first_sound_counts_however_softly_it_begins() -> None:
    swell = noise(1, 200_000) * np.linspace(0, 1, 200_000, dtype=np.float32) ** 2
    swell[:, :50_000] = 0
    places = found(swell)

    assert len(places) == 1
    assert abs(places[0] - 50_000) < 0.05 * RATE


@pytest.mark.parametrize("period", [11.7, 109.0, 960.0])
def test_a_lasting_sine_begins_once(period: float) -> None:
    places = found(sine(600_000, period))

    assert len(places) == 1
    assert places[0] < 10


def test_lasting_noise_begins_once() -> None:
    assert found(noise(1, 2_000_000, 1)) == (0,)


def test_a_trembling_pitch_begins_once() -> None:
    time = np.arange(300_000) / RATE
    wave = 0.5 * np.sin(2 * np.pi * 440 * time + 8 * np.sin(2 * np.pi * 6 * time))

    assert len(found(wave.astype(np.float32)[None])) == 1


def test_a_sound_that_is_cut_off_does_not_begin_there() -> None:
    samples = sine(200_000, 109)
    samples[:, :50_000] = 0
    samples[:, 150_000:] = 0

    (only,) = found(samples)
    assert abs(only - 50_000) < 10


@pytest.mark.parametrize("samples", [np.zeros((2, 100_000), np.float32), noise(1, 9_000) * 1e-5])
def test_silence_never_begins(samples: Floats) -> None:
    assert found(samples.astype(np.float32)) == ()


def test_nothing_has_no_beginning() -> None:
    assert Transients(2, RATE).finish() == ()


def test_opposite_channels_do_not_hide_a_sound() -> None:
    wave = hits(1, [10_000, 30_000], 48_000)[:1]

    assert found(np.concatenate([wave, -wave])) == found(wave)


@pytest.mark.parametrize("loud", [1e-2, 1e4, 1e38])
def test_loudness_hardly_matters(loud: float) -> None:
    samples = clicks([10_000, 30_000]) * np.float32(loud)

    assert found(samples) == (10_000, 30_000)


@pytest.mark.parametrize("rate", [1, 100, 8_000, 192_000])
def test_any_rate_is_heard(rate: int) -> None:
    places = found(clicks([10_000, 30_000]), rate)

    assert 10_000 in places


@pytest.mark.parametrize("frames", [1, 2, 15, 100, 511, 512, 513, 1_024])
def test_the_shortest_sounds_begin(frames: int) -> None:
    assert found(noise(1, frames)) == (0,)
