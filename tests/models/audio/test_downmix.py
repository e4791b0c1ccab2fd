"""The downmix to stereo never gets louder."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.audio.downmix import downmix


@given(st.integers(3, 64))
def test_no_output_exceeds_the_loudest_input(channels: int) -> None:
    matrix = downmix(channels)

    assert matrix.shape == (channels, 2)
    assert (matrix >= 0).all()
    assert (matrix.sum(0) <= 1 + 1e-6).all()


@given(st.integers(3, 64))
def test_both_sides_weigh_the_same(channels: int) -> None:
    left, right = downmix(channels).sum(0)

    if channels <= 8 or channels % 2 == 0:
        assert left == pytest.approx(right)


def test_the_front_pair_keeps_its_sides_and_the_centre_goes_to_both() -> None:
    matrix = downmix(6)

    assert matrix[0, 1] == 0
    assert matrix[1, 0] == 0
    assert matrix[2, 0] == matrix[2, 1] == pytest.approx(matrix[0, 0] * 0.5**0.5)
    assert np.all(matrix[3] == 0)  # the low effects channel


@pytest.mark.parametrize("channels", [0, 1, 2])
def test_a_pair_is_not_mixed(channels: int) -> None:
    with pytest.raises(ValueError, match="nothing to mix down"):
        downmix(channels)
