"""Keys of pitch classes whose key is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.analysis.key import Key, Mode
from models.analysis.tonality import SCALES, estimate_key

PURE = 0.6
"""Part of the energy that a clear tone has in its peaks."""


@given(st.integers(0, 11), st.sampled_from([Mode.MAJOR, Mode.MINOR]), st.floats(1e-6, 1e6))
def test_a_scale_with_its_triad_is_in_its_key(root: int, mode: Mode, level: float) -> None:
    chroma = np.zeros(12)
    chroma[list(SCALES[mode])] = 0.3
    third = 4 if mode is Mode.MAJOR else 3
    chroma[[0, third, 7]] = 1.0, 0.8, 0.9
    reported = estimate_key(np.roll(chroma, root) * level, PURE)

    assert reported is not None
    assert reported.key == Key(root, mode)
    assert reported.confidence > 0.5


@given(st.integers(0, 11))
def test_a_tone_and_its_overtones_are_a_note(root: int) -> None:
    chroma = np.full(12, 0.01)
    chroma[[0, 4, 7]] = 1.0, 0.1, 0.3
    reported = estimate_key(np.roll(chroma, root), PURE)

    assert reported is not None
    assert reported.key == Key(root)
    assert reported.confidence > 0.8


@pytest.mark.parametrize("seed", range(20))
def test_noise_is_in_no_key(seed: int) -> None:
    chroma = np.random.default_rng(seed).uniform(0.8, 1.2, 12)
    reported = estimate_key(chroma, 0.3)

    assert reported is not None
    assert reported.confidence < 0.5


def test_nothing_is_in_no_key() -> None:
    assert estimate_key(np.zeros(12), 0.0) is None
    assert estimate_key(np.ones(12), 0.5) is None
