"""Spectrograms show frequencies in their rows, at their levels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from models.waveform.spectral.analysis import analysis
from models.waveform.view import View
from tests.models.waveform.sounds import noise, sine
from tests.models.waveform.spectral.levels import RATE, decibels, levels, loudest, row_of

BIN = RATE / 2048


@pytest.mark.parametrize("level", [1.0, 0.5, 0.01])
@pytest.mark.parametrize(
    "pitch",
    [
        *(25.0, 30.0, 41.2, 61.7, 100.0, 123.47, 261.6, 349.0, 440.0, 523.3, 690.0, 715.0),
        *(44 * BIN, 44.25 * BIN, 44.5 * BIN, 44.75 * BIN),  # on, between, half way
        *(5_000.0, 12_345.0, 20_000.0, 23_500.0),
    ],
)
def test_a_sine_is_in_its_row_at_its_level(pitch: float, level: float) -> None:
    column = levels(sine(RATE, RATE / pitch, level), View.fit(RATE, 11))[:, 5]

    assert abs(loudest(column) - row_of(pitch)) <= 1
    assert decibels(column.max()) == pytest.approx(20 * np.log10(level), abs=0.6)


@settings(max_examples=60)
@given(some.floats(24, 23_800), some.sampled_from([44_100, 48_000, 96_000, 192_000]))
def test_any_sine_at_any_rate_is_in_its_row(pitch: float, rate: int) -> None:
    pitch = min(pitch, 0.49 * rate)
    samples = sine(rate, rate / pitch, 0.5)
    column = levels(samples, View.fit(rate, 5), rate)[:, 2]

    assert abs(loudest(column) - row_of(pitch, rate)) <= 1
    assert decibels(column.max()) == pytest.approx(-6, abs=1)


@pytest.mark.parametrize("rate", [41, 100, 1_000, 8_000, 768_000])
def test_any_rate_has_rows(rate: int) -> None:
    pitch = (20 * rate / 2) ** 0.5
    frames = max(20_000, rate // 4)
    column = levels(sine(frames, rate / pitch, 0.5), View.fit(frames, 5), rate)[:, 2]

    assert decibels(column.max()) == pytest.approx(-6, abs=1)


def test_a_rising_chirp_rises() -> None:
    time = np.arange(4 * RATE) / RATE
    wave = 0.5 * np.sin(2 * np.pi * (100 * time + 2_500 * time**2))
    view = View.fit(wave.size, 300)

    rows = levels(wave.astype(np.float32)[None], view).argmax(0)

    assert (np.diff(rows[2:-2].astype(int)) >= 0).all()
    centres = (np.arange(300) + 0.5) * view.spp / RATE
    truth = [row_of(100 + 5_000 * at) for at in centres]
    assert np.abs(rows - truth)[20:-5].max() <= 1.5


def test_an_attack_is_where_it_is() -> None:
    samples = np.zeros((1, RATE), np.float32)
    samples[:, RATE // 2 :] = noise(1, RATE // 2, 1)
    found = levels(samples, View.fit(RATE, 1_000))[200:].mean(0)

    assert found[:478].max() == 0
    assert decibels(found[500] / found[600:900].mean() * 255) > -6
    assert found[522:].min() > 0


def test_silence_is_dark() -> None:
    assert not levels(np.zeros((2, 50_000), np.float32), View.fit(50_000, 100)).any()


def test_what_lies_beside_the_sample_is_dark() -> None:
    view = View(frames=48_000, width=100, origin=-24_000.0, spp=960.0, column=0)
    found = levels(sine(48_000, 50), view)

    assert not found[:, :25].any()
    assert not found[:, 75:].any()
    assert found[:, 25:75].any(0).all()


@pytest.mark.parametrize("frames", [1, 2, 7, 100, 2_047])
def test_a_sample_shorter_than_a_window_is_seen(frames: int) -> None:
    found = levels(noise(1, frames), View.fit(frames, 30))

    assert found.shape == (256, 30)
    assert found.any(0).all()


def test_opposite_channels_are_seen() -> None:
    wave = sine(48_000, 50)
    view = View.fit(48_000, 50)

    np.testing.assert_array_equal(levels(np.concatenate([wave, -wave]), view), levels(wave, view))


@settings(max_examples=25)
@given(some.floats(0.02, 1), some.integers(-60, 60), some.integers(1, 90))
def test_a_pan_changes_no_column(zoom: float, pan: int, batch: int) -> None:
    samples = noise(2, 200_000)
    view = View.fit(200_000, 100).zoomed(zoom, 40)
    moved = view.panned(pan)
    shift = moved.column - view.column

    before, after = levels(samples, view), levels(samples, moved, batch=batch)

    first, last = max(0, shift), min(100, 100 + shift)
    np.testing.assert_array_equal(before[:, first:last], after[:, first - shift : last - shift])


@pytest.mark.parametrize("spp", [1 / 64, 0.3, 5.0])
def test_the_closest_look_still_shows_the_pitch(spp: float) -> None:
    samples = sine(RATE, RATE / 1_000, 0.5)
    view = View.fit(RATE, 200).starting_at(20_000.0, spp)
    found = levels(samples, view)

    assert np.abs(found.argmax(0) - row_of(1_000)).max() <= 1
    assert decibels(found.max(0).min()) == pytest.approx(-6, abs=0.5)


def test_what_a_column_looks_at_lies_within_reach() -> None:
    how = analysis(RATE)
    samples = np.zeros((1, 100_000), np.float32)
    samples[:, : 50_000 - how.reach] = samples[:, 50_000 + how.reach :] = 1.0
    view = View(frames=100_000, width=1, origin=50_000.0, spp=1.0, column=0)

    assert not levels(samples, view).any()
