"""Quantisation is exact where possible, and dither replaces distortion by noise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.audio.dither import quantise


@given(st.integers(-32_768, 32_767))
def test_a_value_of_16_bits_comes_back_exactly(value: int) -> None:
    assert quantise(np.array([[value / 32_768]]), 16).tolist() == [[value]]


@pytest.mark.parametrize(
    ("bits", "low", "high"), [(16, -(2**15), 2**15 - 1), (24, -(2**23), 2**23 - 1)]
)
def test_what_is_too_loud_is_limited(bits: int, low: int, high: int) -> None:
    noise = np.random.default_rng(1)

    assert quantise(np.array([[-3.0, 3.0]]), bits, noise).tolist() == [[low, high]]


def test_a_tone_below_one_step_survives_as_a_tone() -> None:
    frames = np.arange(65_536)
    tone = 0.4 / 32_768 * np.sin(2 * np.pi * 1024 * frames / 65_536)
    without = quantise(tone[:, None], 16)[:, 0]
    dithered = quantise(tone[:, None], 16, np.random.default_rng(1))[:, 0]
    spectrum = np.abs(np.fft.rfft(dithered)) / 32_768

    assert not without.any()
    assert spectrum[1024] == pytest.approx(0.4, rel=0.1)
    harmonics = spectrum[[2048, 3072, 4096, 5120]]
    assert harmonics.max() < 0.05
