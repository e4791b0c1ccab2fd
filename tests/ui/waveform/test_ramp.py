"""Louder is lighter, by steps that look the same."""

from __future__ import annotations

import numpy as np

from ui.theme import PALETTE
from ui.waveform.ramp import SHADES, oklab, ramp

SHADE = np.frombuffer(ramp(), np.uint8).reshape(SHADES, 3)


def test_it_goes_from_the_ground_over_the_accent_to_near_white() -> None:
    ground, accent, text = (
        np.array(c[:3]) * 255 for c in (PALETTE.ground, PALETTE.accent, PALETTE.text)
    )

    assert np.abs(SHADE[0] - ground).max() <= 1
    assert np.abs(SHADE[-1] - text).max() <= 1
    assert np.abs(SHADE - accent).max(1).min() <= 2


def test_lightness_rises_in_equal_steps() -> None:
    lightness = oklab(SHADE / 255)[:, 0]

    assert (np.diff(lightness[::4]) > 0).all()
    assert np.abs(lightness - np.linspace(lightness[0], lightness[-1], SHADES)).max() < 0.005


def test_white_and_black_have_no_hue() -> None:
    found = oklab(np.array([[0.0, 0.0, 0.0], [1.0, 1.0, 1.0]]))

    np.testing.assert_allclose(found, [[0, 0, 0], [1, 0, 0]], atol=1e-4)
