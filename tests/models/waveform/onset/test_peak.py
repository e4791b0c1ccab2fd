"""Peaks above the median are picked once."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra.numpy import arrays

from models.waveform.onset.peak import APART, LEAST, pick_peaks
from models.waveform.reduction.pyramid import Floats

STRENGTHS = arrays(np.float32, some.integers(1, 200), elements=some.floats(0, 2, width=32))


def rising(at: list[int], count: int = 100, usual: float = 0.02) -> Floats:
    strengths = np.full(count, usual, np.float32)
    strengths[at] = 0.5
    return strengths


def test_peaks_are_found_at_both_ends_too() -> None:
    assert pick_peaks(rising([0, 30, 99])).tolist() == [0, 30, 99]


def test_of_equal_neighbours_the_first_counts() -> None:
    assert pick_peaks(rising([30, 31, 32])).tolist() == [30]


def test_what_is_usual_does_not_stand_out() -> None:
    assert pick_peaks(rising([50], usual=0.4)).tolist() == []


@given(STRENGTHS)
def test_peaks_lie_apart_and_above_the_least(strengths: Floats) -> None:
    found = pick_peaks(strengths)

    assert (np.diff(found) > APART).all()
    assert (strengths[found] >= np.float32(LEAST)).all()
