"""The running maximum equals the naive one."""

from __future__ import annotations

import numpy as np
import pytest

from models.waveform.onset.highest import running_max
from tests.models.waveform.sounds import noise


@pytest.mark.parametrize("count", [1, 2, 3, 4, 7, 8, 13, 99, 100])
def test_the_highest_of_neighbours(count: int) -> None:
    values = noise(1, 100, 1)[0]

    found = running_max(values, count)

    assert found.tolist() == [values[n : n + count].max() for n in range(101 - count)]
    assert values.tolist() == noise(1, 100, 1)[0].tolist()


def test_one_alone_is_the_highest() -> None:
    assert running_max(np.array([3.0], np.float32), 1).tolist() == [3.0]
