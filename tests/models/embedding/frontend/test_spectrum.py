from __future__ import annotations

import numpy as np
import pytest

from models.embedding.frontend.spectrum import BINS, FREQUENCIES, HOP, power_spectra


@pytest.mark.parametrize("frames", [1, 511, 512, 513, 100_000])
def test_there_is_a_window_at_each_step_from_the_first_frame_on(frames: int) -> None:
    assert power_spectra(np.ones(frames, np.float32)).shape == (1 + frames // HOP, BINS)


def test_a_tone_is_where_it_belongs() -> None:
    wave = np.sin(2 * np.pi * 1000 * np.arange(44_100) / 44_100).astype(np.float32)

    assert abs(FREQUENCIES[power_spectra(wave)[40].argmax()] - 1000) < FREQUENCIES[1]


def test_how_many_are_transformed_at_a_time_changes_nothing() -> None:
    wave = np.random.default_rng(1).uniform(-1, 1, 300 * HOP).astype(np.float32)

    assert np.allclose(
        power_spectra(wave)[140], power_spectra(wave[138 * HOP : 142 * HOP])[2], rtol=1e-3
    )
