"""Decibels as linear gain."""

from __future__ import annotations

import pytest

from models.audio.gain import SILENT, linear_gain
from models.audio.units import Decibels


@pytest.mark.parametrize(("level", "wanted"), [(0.0, 1.0), (-20.0, 0.1), (20.0, 10.0)])
def test_twenty_decibels_are_a_factor_of_ten(level: float, wanted: float) -> None:
    assert linear_gain(Decibels(level)) == pytest.approx(wanted)


@pytest.mark.parametrize("level", [SILENT, SILENT - 1, float("-inf")])
def test_the_lowest_level_is_silence(level: float) -> None:
    assert linear_gain(Decibels(level)) == 0.0
