"""Low frequencies pass unchanged, high ones do not alias."""

from __future__ import annotations

import numpy as np
import pytest

from models.waveform.spectral.decimation import decimate, lead
from tests.models.waveform.sounds import noise, sine

STEP = 16


@pytest.mark.parametrize("part", [0.05, 0.1, 0.25])
def test_low_pitches_stay_where_and_as_they_are(part: float) -> None:
    """`part` is the frequency relative to the new Nyquist frequency."""
    wave = sine(16_000, 2 * STEP / part)
    found = decimate(wave, STEP)

    kept = wave[:, lead(STEP) :: STEP][:, : found.shape[1]]
    assert np.abs(found - kept).max() < 0.002


@pytest.mark.parametrize("fold", [0.05, 0.2, 0.45])
@pytest.mark.parametrize("times", [1, 3, 7])
def test_high_pitches_are_gone(fold: float, times: int) -> None:
    for away in (-fold, fold):
        wave = sine(16_000, 2 * STEP / (2 * times + away))

        assert np.abs(decimate(wave, STEP)).max() < 10 ** (-68 / 20)


def test_each_channel_and_column_is_its_own() -> None:
    stack = noise(1, 4_000, 6).reshape(2, 3, 4_000)[..., :3_984]
    found = decimate(stack, STEP)

    assert found.shape == (2, 3, 3_984 // STEP - 11)
    np.testing.assert_array_equal(found[1, 2], decimate(stack[1, 2], STEP))
