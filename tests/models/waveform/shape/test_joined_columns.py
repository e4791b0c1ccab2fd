"""Neighbouring columns always touch."""

from __future__ import annotations

import numpy as np
import pytest

from models.waveform.channels import Channels
from models.waveform.columns import columns
from models.waveform.view import View
from tests.models.waveform.sounds import noise, picture, sine

SPPS = [1 / 64, 0.02, 0.3, 0.49, 0.5, 0.7, 1.0, 1.7, 3.1, 7.3, 15, 40, 63.9, 64, 100, 300, 600]


def view_of(frames: int, spp: float) -> View:
    view = View.fit(frames, 900)
    return view.zoomed(spp / view.spp, 450)


@pytest.mark.parametrize("raw", [True, False])
@pytest.mark.parametrize("spp", SPPS)
def test_neighbours_touch(spp: float, raw: bool) -> None:
    for samples in (sine(700_000, 32), noise(1, 700_000, 1)):
        drawn = columns(picture(samples, raw=raw), view_of(700_000, spp), Channels.SPLIT)

        assert np.isfinite(drawn.low).all()
        assert (drawn.low <= drawn.high).all()
        assert (drawn.low[:, 1:] <= drawn.high[:, :-1]).all()
        assert (drawn.low[:, :-1] <= drawn.high[:, 1:]).all()


@pytest.mark.parametrize("spp", [0.5, 0.7, 1.0, 1.7, 3.1, 7.3, 15, 40])
def test_a_column_is_the_extent_of_the_line_over_it(spp: float) -> None:
    samples = noise(2, 60_000, 1)
    view = view_of(60_000, spp)
    drawn = columns(picture(samples), view, Channels.SPLIT, interpolated=False)
    for column in range(0, view.width, 97):
        borders = view.frame_at(column), view.frame_at(column + 1)
        inside = np.arange(np.ceil(borders[0]), np.floor(borders[1]) + 1)
        points = np.interp(np.r_[borders, inside], np.arange(60_000), samples[0])

        assert drawn.low[0, column] == pytest.approx(points.min(), abs=1e-4)
        assert drawn.high[0, column] == pytest.approx(points.max(), abs=1e-4)


@pytest.mark.parametrize("frames", [1, 2, 3, 10, 100, 899])
def test_a_short_sound_fills_the_whole_width(frames: int) -> None:
    drawn = columns(picture(noise(4, frames)), View.fit(frames, 900), Channels.SPLIT)

    assert np.isfinite(drawn.low).all()
    assert np.isfinite(drawn.high).all()
