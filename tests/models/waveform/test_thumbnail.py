"""Thumbnails consist of the same columns."""

from __future__ import annotations

import numpy as np
import pytest

from models.waveform.thumbnail import WIDTH, empty_thumbnail, loudest, thumbnail
from tests.models.waveform.sounds import noise, picture


def test_a_thumbnail_holds_the_extremes_of_all_channels() -> None:
    samples = noise(1, 90_000)
    drawn = thumbnail(picture(samples, raw=False))

    assert drawn.columns.shape == (2, WIDTH)
    assert drawn.columns[0].min() == samples.min()
    assert drawn.columns[1].max() == samples.max()
    assert not drawn.columns.flags.writeable
    assert not drawn.empty


def test_opposite_channels_do_not_cancel() -> None:
    left = noise(1, 90_000, 1)
    drawn = thumbnail(picture(np.concatenate([left, -left])))

    assert (drawn.columns[1] - drawn.columns[0] > 0.5).all()


def test_nothing_is_empty() -> None:
    assert empty_thumbnail().empty


@pytest.mark.parametrize("at", [0.0, 0.35, 0.8])
def test_the_loudest_part_is_found_where_it_is(at: float) -> None:
    samples = noise(1, 90_000) * 0.1
    begin = round(at * 90_000)
    samples[:, begin : begin + 9_000] *= 10
    drawn = thumbnail(picture(samples))

    assert at - 0.01 <= loudest(drawn) <= at + 0.1
