"""Loudness as the recommendation defines it."""

from __future__ import annotations

import numpy as np
import pyloudnorm
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.analysis.loudness import BLOCK, LOUDEST, loudness


def sine(
    rate: int = 48_000, seconds: float = 2.0, channels: int = 1, hertz: float = 997.0
) -> NDArray[np.float32]:
    tone = np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)
    return np.repeat(tone.astype(np.float32)[:, None], channels, axis=1)


@pytest.mark.parametrize("rate", [44_100, 48_000, 96_000, 192_000])
def test_a_full_sine_of_997_hertz_has_the_loudness_of_the_recommendation(rate: int) -> None:
    # ITU-R BS.1770-4, annex 1: 0 dBFS in one channel reads -3.01 LKFS.
    assert loudness(sine(rate), rate) == pytest.approx(-3.01, abs=0.1)


def test_two_channels_are_louder_by_three_decibels() -> None:
    one, two = loudness(sine(), 48_000), loudness(sine(channels=2), 48_000)

    assert one is not None
    assert two == pytest.approx(one + 3.01, abs=0.02)


@given(st.floats(-30, 0), st.floats(0.01, 1.0))
def test_what_is_quieter_by_some_decibels_is_so_much_less_loud(db: float, seconds: float) -> None:
    whole = sine(seconds=seconds)
    full = loudness(whole, 48_000)
    quieter = loudness((whole * 10 ** (db / 20)).astype(np.float32), 48_000)

    assert full is not None
    assert quieter == pytest.approx(full + db, abs=0.01)


def drum(seconds: float, rate: int = 48_000) -> NDArray[np.float32]:
    """Return a drum that dies away, cut off."""
    at = np.arange(round(seconds * rate)) / rate
    wave = np.sin(2 * np.pi * (50 * at + 3 * (1 - np.exp(-40 * at)))) * np.exp(-12 * at)
    return np.asarray(wave[:, None], np.float32)


@given(
    st.integers(1, 16_000),
    st.integers(0, 3_200),
    st.sampled_from([8_000, 11_025, 22_051, 44_100, 48_000]),
)
def test_silence_behind_a_sound_shorter_than_a_block_changes_nothing(
    frames: int, silence: int, rate: int
) -> None:
    sound = drum(1.0, rate)[: min(frames, int(BLOCK * rate))]
    room = int(BLOCK * rate) - len(sound)
    longer = np.pad(sound, ((0, min(silence, room)), (0, 0)))

    assert loudness(longer, rate) == loudness(sound, rate)


@pytest.mark.parametrize("seconds", [0.05, 0.1, 0.2, 0.39, 0.41, 0.45, 1.0])
def test_where_a_drum_that_dies_away_is_cut_off_hardly_matters(seconds: float) -> None:
    assert loudness(drum(seconds), 48_000) == pytest.approx(-16.6, abs=1.6)


@given(st.integers(1, 400), st.floats(0.05, 1))
def test_half_as_long_is_half_the_energy_of_a_block(milliseconds: int, level: float) -> None:
    # What ears add up, not the level of a period: a click is no quieter for the silence after it.
    whole = sine(seconds=milliseconds / 1000) * np.float32(level)
    full = loudness(sine(seconds=BLOCK) * np.float32(level), 48_000)
    found = loudness(whole, 48_000)

    assert full is not None
    assert found == pytest.approx(full + 10 * np.log10(milliseconds / 400), abs=1.5)


def test_there_is_no_step_at_the_length_of_a_block() -> None:
    below, above = (loudness(sine(seconds=seconds), 48_000) for seconds in (0.399, 0.401))

    assert below is not None
    assert above == pytest.approx(below, abs=0.02)


def test_what_is_behind_the_last_whole_block_is_not_silence() -> None:
    late = np.concatenate([np.zeros((int(0.41 * 48_000), 1), np.float32), drum(0.03)])

    assert loudness(late, 48_000) is not None


def test_a_click_has_a_loudness() -> None:
    click = loudness(np.full((1, 1), 0.5, np.float32), 48_000)

    assert click is not None
    assert click == loudness(np.pad(np.full((1, 1), 0.5, np.float32), ((0, 99), (0, 0))), 48_000)


def test_the_low_effects_of_surround_do_not_count() -> None:
    quiet = np.zeros((48_000, 6), np.float32)
    quiet[:, :1] = sine(seconds=1.0)
    loud = quiet.copy()
    loud[:, 3:4] = sine(seconds=1.0, hertz=60.0)

    assert loudness(loud, 48_000) == loudness(quiet, 48_000)


@pytest.mark.parametrize("channels", [1, 2, 5, 6, 7, 32])
def test_any_number_of_channels_has_a_loudness(channels: int) -> None:
    assert loudness(sine(channels=channels), 48_000) is not None


def test_silence_has_none() -> None:
    assert loudness(np.zeros((48_000, 2), np.float32), 48_000) is None
    assert loudness(np.zeros((0, 1), np.float32), 48_000) is None


@pytest.mark.parametrize("factor", [1e4, 1e10, 1e30])
def test_far_above_full_scale_is_no_level(factor: float) -> None:
    assert loudness((sine() * factor).astype(np.float32), 48_000) is None


def test_above_full_scale_is_one() -> None:
    # 20 dB over, as a float file may be, is turned down by whoever mixes it.
    found = loudness(sine() * 10, 48_000)

    assert found == pytest.approx(16.99, abs=0.1)
    assert LOUDEST > 17


@given(
    seed=st.integers(0, 1000),
    seconds=st.floats(0.4, 3.0),
    channels=st.integers(1, 5),
    rate=st.sampled_from([22_050, 44_100, 48_000, 96_000]),
    silent=st.booleans(),
)
def test_integrated_loudness_is_that_of_pyloudnorm(
    seed: int, seconds: float, channels: int, rate: int, *, silent: bool
) -> None:
    frames = round(seconds * rate) + 1
    noise = np.random.default_rng(seed).normal(0, 0.1, (frames, channels)).astype(np.float32)
    if silent:
        noise[frames // 3 :] *= 1e-5
    wanted = pyloudnorm.Meter(rate, block_size=BLOCK).integrated_loudness(noise.astype(np.float64))

    assert loudness(noise, rate) == pytest.approx(wanted, abs=1e-9)
