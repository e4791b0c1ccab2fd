"""Pitch classes are found between the bins of a spectrum."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.analysis.chroma import HIGH, LOW, Spectrum, chroma

WIDTH = 22_050 / 4096


def spectrum(hertz: float) -> Spectrum:
    """Return that of a sine, as a Hann window shows it."""
    at = np.arange(4096) / 22_050
    moment = np.abs(np.fft.rfft(np.hanning(4096) * np.sin(2 * np.pi * hertz * at + 0.5)))
    return np.repeat(moment.astype(np.float32)[:, np.newaxis], 3, axis=1)


@given(st.integers(24, 100), st.floats(-0.4, 0.4))
def test_a_sine_is_in_the_nearest_class(note: int, off: float) -> None:
    found = chroma(spectrum(440 * 2 ** ((note + off - 69) / 12)), WIDTH)

    assert int(found.classes.argmax()) == note % 12
    assert found.classes.max() > 0.9 * found.classes.sum()
    assert 0 < found.purity <= 1


@pytest.mark.parametrize("hertz", [LOW - 8, HIGH + 500])
def test_what_is_too_low_or_too_high_is_no_pitch(hertz: float) -> None:
    found = chroma(spectrum(hertz), WIDTH)

    assert found.classes.sum() < 0.01 * spectrum(hertz).sum()


def test_silence_has_none() -> None:
    found = chroma(np.zeros((2049, 3), np.float32), WIDTH)

    assert found.classes.tolist() == [0.0] * 12
    assert found.purity == 0
