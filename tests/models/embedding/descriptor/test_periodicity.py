from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.embedding.descriptor.periodicity import periodicity_and_pitch

SECONDS = np.arange(30_000) / 44_100
NOISE = np.random.default_rng(1).uniform(-1, 1, 30_000).astype(np.float32)


@given(st.floats(40, 1000))
def test_a_tone_is_heard_at_its_pitch(pitch: float) -> None:
    clear, found = periodicity_and_pitch(np.sin(2 * np.pi * pitch * SECONDS).astype(np.float32))

    assert clear > 0.6
    # One frame of the period is the most it can be wrong.
    assert 10**found == pytest.approx(pitch, rel=pitch / 44_100 + 0.02)


def test_noise_has_no_pitch() -> None:
    assert periodicity_and_pitch(NOISE)[0] < 0.3


@pytest.mark.parametrize("frames", [1, 10, 2000, 5000])
def test_the_shortest_sounds_are_told_of(frames: int) -> None:
    assert np.isfinite(periodicity_and_pitch(NOISE[:frames])).all()
    assert np.isfinite(periodicity_and_pitch(np.ones(frames, np.float32))).all()
