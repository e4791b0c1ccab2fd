from __future__ import annotations

import numpy as np

from models.embedding.space.unit_vector import unit


def test_directions_stay_and_lengths_become_1() -> None:
    wanted = np.array([[0.6, 0.8], [0, 1]])

    assert np.allclose(unit(np.array([[3, 4], [0, 5]], np.float32)), wanted)
    assert np.allclose(unit(np.array([[3e30, 4e30], [0, 5e-40]], np.float32)), wanted)


def test_what_has_no_direction_gets_one() -> None:
    assert np.array_equal(unit(np.zeros(3, np.float32)), [1, 0, 0])
    assert np.array_equal(unit(np.zeros((2, 3), np.float32)), [[1, 0, 0]] * 2)
