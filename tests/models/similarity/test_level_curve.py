"""Laws of level curves: neither loudness nor silence around a sound changes what it is like."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.similarity.level_curve import (
    HOP,
    LevelCurve,
    curve_similarity,
    length_similarity,
    level_curve,
    refined,
)

RATE = 8_000
HOPS = round(HOP * RATE)
levels = st.lists(st.floats(-30, 0), min_size=2, max_size=40)


def sound(decibels: list[float]) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """Return a square wave with a level for each hop."""
    wave = np.where(np.arange(HOPS * len(decibels)) % 2, 0.5, -0.5)
    return (wave * np.repeat(10 ** (np.array(decibels) / 20), HOPS)).astype(np.float32)


def curve(decibels: list[float], before: int = 0, gain: float = 1.0) -> LevelCurve:
    silence = np.zeros(before * HOPS, np.float32)
    found = level_curve(np.concatenate([silence, gain * sound(decibels), silence]), RATE)
    assert found is not None
    return found


@settings(max_examples=40)
@given(levels, st.integers(0, 30), st.floats(0.01, 1))
def test_loudness_and_silence_around_it_make_no_difference(
    decibels: list[float], before: int, gain: float
) -> None:
    one, other = curve(decibels), curve(decibels, before, gain)

    assert other.seconds == pytest.approx(one.seconds)
    assert other.decibels == pytest.approx(one.decibels, abs=0.01)
    assert refined(1.0, one, one) == pytest.approx(1 if np.ptp(one.decibels) else 0.7)


@settings(max_examples=40)
@given(levels, levels, st.floats(-1, 1))
def test_a_refined_similarity_is_symmetric_and_within_its_bounds(
    one: list[float], other: list[float], similarity: float
) -> None:
    first, second = curve(one), curve(other)

    assert refined(similarity, first, second) == pytest.approx(refined(similarity, second, first))
    assert -1.0001 <= refined(similarity, first, second) <= 1.0001


def test_a_swell_is_no_decay_and_half_as_long_is_less_alike() -> None:
    decay = [0.0 - step for step in range(30)]
    assert curve_similarity(curve(decay), curve(decay[::2])) > 0.95
    assert curve_similarity(curve(decay), curve(decay[::-1])) < -0.9
    assert length_similarity(curve(decay), curve(decay[::2])) == pytest.approx(0)
    assert level_curve(np.zeros(RATE, np.float32), RATE) is None
    assert level_curve(np.zeros(0, np.float32), RATE) is None
