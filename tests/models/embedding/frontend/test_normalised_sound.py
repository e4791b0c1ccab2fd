from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.embedding.frontend.normalised_sound import COMPARED, RATE, READ, Unusable, normalise
from tests.models.embedding.sounds import Audio, hit

SOUND = hit(200, 0.3, 0.1)


@given(st.floats(1e-3, 1e6))
def test_level_does_not_matter(gain: float) -> None:
    assert np.allclose(normalise(SOUND * np.float32(gain), RATE), normalise(SOUND, RATE), atol=1e-5)


@given(st.integers(0, 50_000), st.integers(0, 50_000))
def test_silence_around_it_does_not_matter(before: int, after: int) -> None:
    padded = np.pad(SOUND, ((0, 0), (before, after)))

    assert np.array_equal(normalise(padded, RATE), normalise(SOUND, RATE))


@pytest.mark.parametrize("rate", [8000, 22_050, 44_101, 48_000, 96_000, 192_000])
def test_every_rate_becomes_ours(rate: int) -> None:
    wave = normalise(hit(200, 0, 0.1, rate), rate)

    assert abs(len(wave) - len(normalise(hit(200, 0, 0.1), RATE))) < RATE / 100


@pytest.mark.parametrize("channels", [1, 2, 3, 32])
def test_any_number_of_channels_is_one(channels: int) -> None:
    wave = normalise(np.repeat(SOUND, channels, axis=0), RATE)

    assert np.allclose(wave, normalise(SOUND, RATE), atol=1e-6)


def test_opposite_channels_are_heard() -> None:
    wave = normalise(np.concatenate([SOUND, -SOUND]), RATE)

    assert np.allclose(wave, normalise(SOUND, RATE), atol=1e-6)


def test_no_more_than_the_beginning_is_heard() -> None:
    noise = np.random.default_rng(1).uniform(-1, 1, (1, round(READ) * RATE)).astype(np.float32)

    assert len(normalise(noise, RATE)) == round(COMPARED * RATE)


def test_what_comes_late_changes_nothing() -> None:
    long = np.pad(SOUND, ((0, 0), (0, 31 * RATE)))
    long[:, -RATE:] = 1

    assert np.array_equal(normalise(long, RATE), normalise(SOUND, RATE))


@pytest.mark.parametrize(
    ("audio", "rate", "reason"),
    [
        (np.zeros((2, 1000), np.float32), RATE, "silent"),
        (np.full((1, 1000), 1e-7, np.float32), RATE, "silent"),
        (np.full((1, 1000), 0.5, np.float32), RATE, "constant"),
        (np.ones((1, 1), np.float32), RATE, "constant"),
        (np.zeros((1, 0), np.float32), RATE, "empty"),
        (np.array([[0, np.nan, 1]], np.float32), RATE, "numbers"),
        (np.array([[0, np.inf, 1]], np.float32), RATE, "numbers"),
        (SOUND, 5, "rate of 5 Hz"),
        (SOUND, 2**31 - 1, "rate of"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_a_reason(
    audio: Audio, rate: int, reason: str
) -> None:
    with pytest.raises(Unusable, match=reason):
        normalise(audio, rate)


@pytest.mark.parametrize("largest", [1e-5, 1e30, 3e38])
def test_extreme_levels_are_heard(largest: float) -> None:
    audio = np.repeat(SOUND / np.abs(SOUND).max(), 32, axis=0) * np.float32(largest)

    assert np.allclose(normalise(audio, RATE), normalise(SOUND, RATE), atol=1e-5)


def test_a_click_of_one_frame_is_a_sound() -> None:
    audio = np.zeros((1, 100), np.float32)
    audio[0, 50] = 1

    assert np.abs(normalise(audio, RATE)).max() == 1
