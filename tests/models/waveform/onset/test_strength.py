"""New energy gives onset strength, sustained energy does not."""

from __future__ import annotations

import numpy as np
import pytest

from models.waveform.onset.strength import onset_strengths, window_size
from tests.models.waveform.sounds import noise, sine


@pytest.mark.parametrize(("rate", "size"), [(48_000, 1024), (44_100, 1024), (8_000, 128), (1, 16)])
def test_a_window_is_about_21_ms(rate: int, size: int) -> None:
    assert window_size(rate) == size


def test_a_click_is_strongest_in_the_window_that_it_enters() -> None:
    wave = np.zeros(20_000, np.float32)
    wave[9_000] = 0.5

    found = onset_strengths(wave, 1024)

    assert len(found) == (20_000 - 1024) // 512 + 1
    assert abs(int(found.argmax()) * 512 + 512 - 9_000) <= 512
    assert (found > 0).sum() <= 2


def test_a_lasting_sine_brings_nothing_new() -> None:
    assert onset_strengths(sine(50_000, 109)[0], 1024).max() < 0.01


def test_lasting_noise_brings_little_new() -> None:
    found = onset_strengths(noise(1, 500_000, 1)[0], 1024)

    assert found[1:].max() < 0.1


def test_a_quiet_attack_counts_as_a_loud_one() -> None:
    wave = np.zeros(20_000, np.float32)
    wave[9_000:] = noise(1, 11_000, 1)[0]

    loud, quiet = (
        onset_strengths(wave, 1024).max(),
        onset_strengths(wave * np.float32(0.03), 1024).max(),
    )

    assert loud > quiet > loud / 3
