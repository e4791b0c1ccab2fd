"""Dots lie on the frames."""

from __future__ import annotations

import numpy as np
import pytest

from models.audio.units import Frames
from models.waveform.detail import make_detail
from models.waveform.shape.dot import dots
from models.waveform.view import View
from tests.models.waveform.sounds import noise


def test_each_frame_in_view_has_its_dot() -> None:
    samples = noise(1, 1_000)
    view = View.fit(1_000, 600).showing(100, 140)
    shown = dots(make_detail(Frames(0), samples), view)
    assert shown is not None
    first = int(np.ceil(view.start))

    assert shown.x == pytest.approx([view.x_at(first + n) for n in range(len(shown.x))], abs=1e-3)
    np.testing.assert_array_equal(shown.values, samples[:, first : first + len(shown.x)])
    assert shown.x[0] >= 0
    assert shown.x[-1] <= 600


def test_frames_closer_than_six_pixels_have_none() -> None:
    detail = make_detail(Frames(0), noise(1, 1_000))
    view = View.fit(1_000, 600)

    assert dots(detail, view) is None
    assert dots(None, view.zoomed(0.01, 3)) is None
