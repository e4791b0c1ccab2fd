"""Rows hold the bins between their borders."""

from __future__ import annotations

import numpy as np
import pytest

from models.waveform.spectral.row import ROWS, Rows, edges
from models.waveform.spectrum import LOWEST
from tests.models.waveform.sounds import noise


def test_rows_are_steps_of_equal_ratio() -> None:
    borders = edges(24_000)

    assert borders[0] == LOWEST
    assert borders[-1] == pytest.approx(24_000)
    assert np.ptp(borders[1:] / borders[:-1]) < 1e-9
    assert len(borders) == ROWS + 1


def test_a_coarse_row_is_the_highest_of_its_steps() -> None:
    spectrum = np.abs(noise(1, 3, 101))
    found = Rows.between(np.array([2.0, 5.0, 9.5, 20.0, 100.0]), 101).magnitudes(spectrum)

    for row, (first, last) in enumerate([(2, 5), (5, 10), (10, 20), (20, 100)]):
        np.testing.assert_array_equal(found[row], spectrum[first:last].max(0))


def test_fine_rows_follow_the_curve_between_steps() -> None:
    steps = np.arange(50.0)
    spectrum = (1 + np.cos((steps - 20) / 4))[:, None].astype(np.float32)
    borders = np.linspace(14, 26, 121)

    found = Rows.between(borders, 50).magnitudes(spectrum)[:, 0]

    centres = np.sqrt(borders[:-1] * borders[1:])
    assert np.abs(found - (1 + np.cos((centres - 20) / 4))).max() < 1e-3


def test_fine_rows_come_before_coarse_ones() -> None:
    spectrum = np.abs(noise(1, 2, 513))
    borders = edges(24_000) / (24_000 / 512)
    found = Rows.between(borders, 513).magnitudes(spectrum)

    assert found.shape == (ROWS, 2)
    assert (found >= 0).all()
    np.testing.assert_array_equal(found[-1], spectrum[int(np.ceil(borders[-2])) : 512].max(0))


def test_no_rows_are_none() -> None:
    assert Rows.between(np.array([3.0]), 20).magnitudes(np.ones((20, 7), np.float32)).shape == (
        0,
        7,
    )
