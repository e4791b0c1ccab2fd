"""Sounds that types are learned from and that are made by arithmetic."""

from __future__ import annotations

import numpy as np
import pytest

from scripts.labelling.synthesis import RATE, VOICES, Voice


@pytest.mark.parametrize("voice", [voice for *_, voice in VOICES], ids=[one[0] for one in VOICES])
def test_a_voice_sounds(voice: Voice) -> None:
    frames = np.atleast_2d(voice(np.random.default_rng(3)))

    assert np.isfinite(frames).all()
    assert frames.shape[1] > 0.04 * RATE
    assert np.abs(frames).max() > 0
