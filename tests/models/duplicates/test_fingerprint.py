"""Imprints rule out what cannot cancel out, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest
import soxr
from hypothesis import given
from hypothesis import strategies as st

from models.duplicates.fingerprint import lowest_residual, spectral_fingerprint
from models.duplicates.null_test import Audio, null_test

RATE = 44_100


def sound(seed: int, frames: int = 6_000, channels: int = 2) -> Audio:
    chance = np.random.default_rng(seed)
    smooth = np.hanning(1 + seed % 9 * 2 + 3)
    noise = chance.normal(0, 0.3, (channels, frames)) * np.exp(-np.arange(frames) / (frames / 6))
    return np.array([np.convolve(row, smooth, "same") for row in noise], np.float32)


@given(st.integers(0, 30), st.integers(0, 30), st.floats(0, 1), st.integers(20, 9_000))
def test_never_more_is_said_than_is_left(one: int, other: int, part: float, frames: int) -> None:
    first = sound(one, frames)
    second = (part * first + (1 - part) * sound(other, frames)).astype(np.float32)
    said = lowest_residual(spectral_fingerprint(first, RATE), spectral_fingerprint(second, RATE))

    assert said <= max(-50, null_test(first, second).left) + 1


@pytest.mark.parametrize("seed", range(5))
def test_delay_level_polarity_and_channels_do_not_matter(seed: int) -> None:
    one = sound(seed)
    late = np.pad(-0.2 * one, ((0, 0), (12_345, 7))).astype(np.float32)

    assert lowest_residual(spectral_fingerprint(one, RATE), spectral_fingerprint(late, RATE)) < -50
    assert (
        lowest_residual(
            spectral_fingerprint(one, RATE), spectral_fingerprint(one.mean(0, keepdims=True), RATE)
        )
        < -50
    )


def test_of_other_rates_what_both_hold_is_compared() -> None:
    one = sound(1)
    half = soxr.resample(one.T, RATE, RATE // 2).T

    assert (
        lowest_residual(spectral_fingerprint(one, RATE), spectral_fingerprint(half, RATE // 2))
        < -45
    )


def test_other_sounds_are_ruled_out() -> None:
    assert (
        lowest_residual(spectral_fingerprint(sound(1), RATE), spectral_fingerprint(sound(8), RATE))
        > -15
    )


def test_silence_is_like_nothing() -> None:
    silence = np.zeros((1, 100), np.float32)

    assert (
        lowest_residual(spectral_fingerprint(silence, RATE), spectral_fingerprint(silence, RATE))
        >= 0
    )
