"""Pixel columns: lanes, RMS bodies, clip marks."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.waveform.channels import Channels
from models.waveform.columns import FULL_SCALE, columns
from models.waveform.shape.extent import extent
from models.waveform.view import View
from tests.models.waveform.sounds import noise, picture


@pytest.mark.parametrize("width", [30, 700, 20_000, 90_000])
def test_opposite_phase_is_never_flat(width: int) -> None:
    left = noise(3, 50_000, 1)
    shown = picture(np.concatenate([left, -left]))
    drawn = columns(shown, View.fit(50_000, width), Channels.MONO)
    loud = np.abs(left).mean()

    assert drawn.lanes == 1
    assert drawn.width == width
    assert np.mean(drawn.high - drawn.low) > loud


@settings(max_examples=40)
@given(st.integers(0, 50), st.integers(500, 60_000), st.integers(5, 400), st.floats(0.01, 1))
def test_clipping_is_marked_exactly_where_it_is(
    seed: int, frames: int, width: int, zoom: float
) -> None:
    samples = noise(seed, frames) * np.float32(0.3)
    random = np.random.default_rng(seed)
    for value in (1.0, -1.0, FULL_SCALE, -FULL_SCALE, 1.5):
        samples[random.integers(0, 2), random.integers(0, frames)] = value
    shown = picture(samples)
    view = View.fit(frames, width).zoomed(zoom, width // 2)
    drawn = columns(shown, view, Channels.SPLIT)
    parts = [samples[:, a:b] for a, b in pairwise(extent(shown, view).borders)]
    truth = [((part >= FULL_SCALE) | (part <= -1)).any(1) for part in parts]

    np.testing.assert_array_equal(drawn.clipped, np.transpose(truth))


def test_values_beyond_full_scale_are_kept() -> None:
    samples = np.full((1, 10_000), 1.7, np.float32)
    drawn = columns(picture(samples), View.fit(10_000, 100), Channels.SPLIT)

    assert drawn.high.min() == pytest.approx(1.7)


@pytest.mark.parametrize("frames", [50, 5_000, 900_000])
def test_a_constant_is_drawn_beside_the_middle(frames: int) -> None:
    samples = np.full((1, frames), 0.4, np.float32)
    drawn = columns(picture(samples), View.fit(frames, 100), Channels.SPLIT)

    np.testing.assert_allclose(drawn.low[:, 5:-5], 0.4, atol=0.01)
    np.testing.assert_allclose(drawn.high[:, 5:-5], 0.4, atol=0.01)
    assert np.isnan(drawn.rms_low).all()


@pytest.mark.parametrize("channels", list(Channels))
def test_the_energy_body_lies_inside_the_extremes(channels: Channels) -> None:
    drawn = columns(picture(noise(7, 300_000)), View.fit(300_000, 600), channels)

    assert np.isfinite(drawn.rms_high).all()
    assert (drawn.rms_high <= drawn.high).all()
    assert (drawn.rms_low >= drawn.low).all()
    assert drawn.rms_high.mean() == pytest.approx(0.3, abs=0.01)


def test_a_lane_holds_what_its_channel_holds() -> None:
    samples = noise(5, 20_000)
    view = View.fit(20_000, 300)
    both = columns(picture(samples), view, Channels.SPLIT)
    right = columns(picture(samples[1:]), view, Channels.SPLIT)

    np.testing.assert_array_equal(both.high[1], right.high[0])
    np.testing.assert_array_equal(both.low[1], right.low[0])
