"""What is left of a sound when another is taken away."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.duplicates.null_test import DEEPEST, Audio, low_pass, null_test, worst_part


def sound(seed: int, frames: int = 3_000, channels: int = 1) -> Audio:
    chance = np.random.default_rng(seed)
    decay = np.exp(-np.arange(frames) / (frames / 6))
    return (chance.normal(0, 0.3, (channels, frames)) * decay).astype(np.float32)


def moved(audio: Audio, frames: float) -> Audio:
    """Return a sound that begins later, by parts of a frame, too."""
    length = 2 * audio.shape[1]
    turn = np.exp(-2j * np.pi * np.fft.rfftfreq(length) * frames)
    turn[-1] = 0
    return np.fft.irfft(np.fft.rfft(audio, length) * turn, length).astype(np.float32)


@given(
    late=st.integers(0, 500),
    gain=st.floats(0.05, 2.0),
    sign=st.sampled_from([-1.0, 1.0]),
    channels=st.integers(1, 2),
)
def test_a_copy_at_another_time_level_and_polarity_leaves_nothing(
    late: int, gain: float, sign: float, channels: int
) -> None:
    one = sound(1, channels=channels)
    other = np.pad(one * np.float32(gain * sign), ((0, 0), (late, 7)))
    null = null_test(one, other)

    assert null.left < -100
    assert null.shift == pytest.approx(late, abs=0.01)
    assert null.gain * gain * sign == pytest.approx(1, rel=1e-3)


@given(late=st.floats(0.1, 60.0))
def test_a_shift_by_parts_of_a_frame_is_found(late: float) -> None:
    smooth = np.apply_along_axis(lambda row: np.convolve(row, np.hanning(8)), 1, sound(2))
    null = null_test(smooth.astype(np.float32), moved(smooth, late))

    assert null.left < -50
    assert null.shift == pytest.approx(late, abs=0.01)


@given(st.integers(0, 50), st.integers(51, 100))
def test_other_sounds_leave_nearly_all_of_it(one: int, other: int) -> None:
    assert null_test(sound(one), sound(other)).left > -3


@given(st.integers(0, 9), st.integers(0, 9))
def test_what_is_left_does_not_depend_on_who_is_first(one: int, other: int) -> None:
    there, back = null_test(sound(one), sound(other)), null_test(sound(other), sound(one))

    assert there.left == pytest.approx(back.left, abs=0.05)
    assert DEEPEST <= there.left <= 0


def test_a_part_is_no_duplicate_of_the_whole() -> None:
    whole = np.concatenate([sound(1), sound(2)], axis=1)

    assert null_test(whole, sound(1)).left > -10


def test_what_only_one_has_is_told_from_what_both_have() -> None:
    whole = sound(1)
    cut = null_test(whole, whole[:, 40:1_200])

    assert cut.left > -30
    assert cut.inside < -100
    assert null_test(sound(1), sound(2)).inside > -3


@given(st.sampled_from([0.1, 0.5, 2.0]))
def test_the_level_is_that_of_the_first_against_the_second(gain: float) -> None:
    null = null_test(sound(1) * np.float32(gain), -sound(1))

    assert null.level == pytest.approx(20 * np.log10(gain), abs=0.01)


def test_high_frequencies_are_left_out() -> None:
    kept = low_pass(sound(1, channels=2), 0.5)
    powers = np.abs(np.fft.rfft(kept, 7_000, axis=1)) ** 2

    assert kept.shape == (2, 3_000)
    assert powers[:, 1_800:].sum() < 0.01 * powers.sum()


def test_noise_at_a_hundredth_leaves_forty_decibels_less() -> None:
    one, noise = sound(1), np.random.default_rng(9).normal(size=(1, 3_000))
    noise *= 0.01 * np.linalg.norm(one) / np.linalg.norm(noise)

    assert null_test(one, (one + noise).astype(np.float32)).left == pytest.approx(-40, abs=0.5)


def test_silence_is_like_nothing() -> None:
    silence = np.zeros((1, 100), np.float32)

    assert null_test(silence, silence).left >= 0
    assert null_test(silence, sound(1)).left >= 0


def test_of_other_channels_the_means_are_compared() -> None:
    assert null_test(sound(1), np.repeat(sound(1), 2, axis=0)).left < -100


RATE = 8_000


def parts(one: Audio, other: Audio) -> float:
    return worst_part(one, other, RATE, null_test(one, other))


@given(gain=st.floats(0.1, 2.0), noise=st.floats(-120, -95), late=st.floats(-0.5, 0.5))
def test_of_a_copy_nothing_is_left_of_any_part(gain: float, noise: float, late: float) -> None:
    smooth = np.apply_along_axis(lambda row: np.convolve(row, np.hanning(8)), 1, sound(3))
    whole = np.pad(smooth, ((0, 0), (50, 500)))
    other = moved(whole, late)[:, : whole.shape[1]] * np.float32(gain)
    other += np.random.default_rng(4).normal(0, 10 ** (noise / 20) * gain, other.shape)
    assert parts(whole.astype(np.float32), other.astype(np.float32)) < -9


@given(where=st.integers(0, 40), level=st.floats(-60, -20))
def test_one_hit_that_only_one_of_both_has_is_all_of_its_part(where: int, level: float) -> None:
    """Such as a tail, an edit or a click: little of the whole, so that it is told by its part."""
    frames = 16_000
    one = np.pad(sound(5), ((0, 0), (0, frames - 3_000)))
    hit = np.random.default_rng(6).normal(0, 1, (1, 320))
    hit *= np.sqrt((one[:, :320] ** 2).sum() / (hit**2).sum()) * 10 ** (level / 20)
    other = one.copy()
    other[:, 3_000 + where * 300 : 3_320 + where * 300] += hit
    assert null_test(one, other).left < -20
    assert parts(one, other) > -6


def test_a_stereo_sound_is_more_than_its_mean() -> None:
    wide = sound(7, channels=2)
    assert parts(wide, wide.mean(0, keepdims=True)) > -10
    narrow = np.repeat(sound(7), 2, axis=0)
    assert parts(narrow, narrow[:1]) < -100
