"""The curve matches D/A reconstruction."""

from __future__ import annotations

import numpy as np
import pytest

from models.waveform.channels import Channels
from models.waveform.columns import columns
from models.waveform.shape.curve import oversample
from models.waveform.view import View
from tests.models.waveform.sounds import noise, picture


@pytest.mark.parametrize("part", [0.05, 0.25, 0.4, 0.45])
def test_a_sine_up_to_nine_tenths_of_the_band_is_within_one_percent(part: float) -> None:
    time = np.arange(2_000)
    samples = np.sin(2 * np.pi * part * time + 0.3).astype(np.float32)[None]
    curve = oversample(samples, 500, 1_500, 16)
    fine = np.arange(curve.shape[1]) / 16 + 500
    truth = np.sin(2 * np.pi * part * fine + 0.3)

    assert np.abs(curve[0] - truth).max() < 0.01


def test_the_curve_goes_through_every_frame() -> None:
    samples = noise(1, 2_000, 2)
    curve = oversample(samples, 0, 1_999, 8)

    np.testing.assert_allclose(curve[:, ::8], samples, atol=1e-3)


def test_the_curve_can_be_switched_off() -> None:
    time = np.arange(2_000)
    samples = np.sin(2 * np.pi * 0.45 * time).astype(np.float32)[None]
    view = View.fit(2_000, 800).zoomed(0.01, 400)
    curved = columns(picture(samples), view, Channels.SPLIT)
    straight = columns(picture(samples), view, Channels.SPLIT, interpolated=False)

    assert curved.high.max() > straight.high.max()


def test_a_pan_changes_no_column_of_the_curve() -> None:
    shown = picture(noise(3, 5_000))
    view = View.fit(5_000, 500).zoomed(0.02, 250)
    before = columns(shown, view, Channels.SPLIT)
    after = columns(shown, view.panned(17), Channels.SPLIT)

    np.testing.assert_allclose(before.high[:, 17:], after.high[:, :-17], atol=1e-6)
    np.testing.assert_allclose(before.low[:, 17:], after.low[:, :-17], atol=1e-6)
