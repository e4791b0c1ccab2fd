"""Non-finite values become silence, and nothing else changes."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from models.audio.finite_values import silence_nonfinite

BROKEN = (np.nan, np.inf, -np.inf)


@given(
    arrays(np.float32, array_shapes(max_dims=2, max_side=20), elements=st.floats(-4, 4, width=32)),
    st.lists(st.tuples(st.integers(0, 399), st.sampled_from(BROKEN)), max_size=20),
)
def test_what_is_no_number_is_as_if_it_had_been_zero(
    values: np.ndarray[tuple[int, ...], np.dtype[np.float32]], broken: list[tuple[int, float]]
) -> None:
    spoilt, expected = values.copy(), values.copy()
    for at, value in broken:
        spoilt.flat[at % values.size] = value
        expected.flat[at % values.size] = 0
    count = silence_nonfinite(spoilt)

    assert count == len({at % values.size for at, _ in broken})
    assert np.array_equal(spoilt, expected)


def test_nothing_but_broken_values_is_silence() -> None:
    values = np.full((3, 2), np.nan)

    assert silence_nonfinite(values) == 6
    assert not values.any()
