"""Magnitudes match the sines of a sound."""

from __future__ import annotations

import numpy as np
import pytest

from models.waveform.reduction.pyramid import Floats
from models.waveform.spectral.magnitude import interpolate_half_bins, magnitudes
from tests.models.waveform.sounds import noise, sine

SIZE = 256


def window(bin_: float, level: float = 1.0) -> Floats:
    return sine(SIZE, SIZE / bin_, level)[:, None]


@pytest.mark.parametrize("bin_", [5, 64, 127])
def test_a_full_scale_sine_is_one(bin_: int) -> None:
    found = magnitudes(window(bin_))[0]

    assert found.argmax() == bin_
    assert found[bin_] == pytest.approx(1.0, abs=1e-5)


def test_channels_are_averaged_in_power() -> None:
    one, other = window(20), -window(20, 0.5)

    found = magnitudes(np.concatenate([one, other]))

    assert found[0, 20] == pytest.approx(((1 + 0.25) / 2) ** 0.5, abs=1e-5)


@pytest.mark.parametrize("bin_", [20.5, 63.5, 101.5])
def test_a_sine_half_way_between_two_bins_is_as_loud(bin_: float) -> None:
    found = interpolate_half_bins(np.ascontiguousarray(magnitudes(window(bin_)).T))[:, 0]

    assert found.argmax() == 2 * bin_
    assert found[int(2 * bin_)] == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize("bin_", [20.0, 20.13, 20.25, 20.38, 20.5])
def test_half_bins_are_those_of_a_longer_transform(bin_: float) -> None:
    quick = interpolate_half_bins(np.ascontiguousarray(magnitudes(window(bin_)).T))[:, 0]
    exact = magnitudes(window(bin_), pad=2)[0]

    assert quick.shape == exact.shape
    assert np.abs(quick - exact).max() < 0.08
    assert abs(20 * np.log10(quick.max() / exact.max())) < 0.1


def test_bins_themselves_stay() -> None:
    bins = np.abs(noise(1, 40, 129).astype(np.float32))

    np.testing.assert_array_equal(interpolate_half_bins(bins)[::2], bins)
    assert interpolate_half_bins(bins).min() >= 0
