"""Windows and zero-padding are those of NumPy, at a fraction of their time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.audio.windows import overlapping
from models.audio.zero_padding import pad_zeros


@given(st.integers(1, 60), st.integers(1, 20), st.integers(1, 9), st.sampled_from([1, 2]))
def test_windows_are_views_of_every_whole_window(
    length: int, size: int, hop: int, step: int
) -> None:
    values = np.arange(length * step, dtype=np.float32)[::step]
    if length < size:
        with pytest.raises(ValueError, match="fewer than a window"):
            overlapping(values, size, hop)
        return
    found = overlapping(values, size, hop)
    assert np.array_equal(found, np.lib.stride_tricks.sliding_window_view(values, size)[::hop])
    assert np.shares_memory(found, values)
    assert not found.flags.writeable


@given(st.integers(0, 9), st.integers(0, 5), st.integers(0, 5), st.sampled_from(["f4", "f8", "i8"]))
def test_zeros_surround_values_of_any_type(count: int, before: int, after: int, kind: str) -> None:
    values = np.arange(1, 2 * count + 1, dtype=kind).reshape(count, 2)
    found = pad_zeros(values, before, after)
    assert found.dtype == values.dtype
    assert np.array_equal(found, np.pad(values, ((before, after), (0, 0))))
