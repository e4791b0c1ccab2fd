"""The tempo of a pulse, over the whole length."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.analysis.pulse import OFF, REACH, Pulse

PER_SECOND = 22_050 / 256


def swung(bpm: float, beats: int, swing: float) -> NDArray[np.float64]:
    """Return onset strength: a beat, and an eighth that comes late."""
    strength = np.zeros(round(beats * 60 / bpm * PER_SECOND) + 1)
    for beat in range(beats):
        for at, loud in ((0.0, 1.0 if beat % 2 else 0.7), (swing, 0.4)):
            strength[int((beat + at) * 60 / bpm * PER_SECOND)] = loud
    return np.convolve(strength, (0.3, 1, 0.6, 0.2), "same")


@given(
    st.floats(70, 180),
    st.integers(24, 100),
    st.floats(0.5, 0.68),
    st.floats(-0.9 * REACH, 0.9 * REACH),
)
def test_a_rough_tempo_becomes_that_of_the_whole(
    bpm: float, beats: int, swing: float, off: float
) -> None:
    pulse = Pulse(swung(bpm, beats, swing), PER_SECOND)

    assert pulse.refine(bpm * (1 + off)) == pytest.approx(bpm, rel=0.03 / beats)
    assert pulse.refine(bpm * (1 + off), (bpm,)) == bpm
    assert pulse.refine(bpm * (1 + off), (2 * bpm,)) == pytest.approx(bpm)


@given(st.floats(70, 180), st.floats(0.006, OFF))
def test_a_name_that_the_sound_contradicts_is_not_believed(bpm: float, off: float) -> None:
    pulse = Pulse(swung(bpm, 80, 0.5), PER_SECOND)

    assert pulse.refine(bpm, (bpm * (1 + off),)) == pytest.approx(bpm, rel=5e-4)
