"""Transforms are those of numpy, in single precision."""

from __future__ import annotations

import numpy as np
import pytest

from models.embedding.frontend.fourier import irfft, rfft


@pytest.mark.parametrize("length", [None, 96, 200])
def test_spectra_are_those_of_each_wave(length: int | None) -> None:
    waves = np.random.default_rng(1).normal(size=(5, 128)).astype(np.float32)
    found = rfft(waves, length)

    assert found.dtype == np.complex64
    assert np.allclose(found, np.fft.rfft(waves.astype(np.float64), length), atol=1e-4)


def test_a_power_spectrum_becomes_how_a_wave_is_like_itself_moved_on() -> None:
    sound = np.random.default_rng(2).normal(size=64).astype(np.float32)
    found = irfft(np.abs(rfft(sound, 128)) ** 2)
    wanted = np.correlate(sound, sound, "full")[63:]

    assert found.dtype == np.float32
    assert np.allclose(found[:64], wanted, atol=1e-3)
