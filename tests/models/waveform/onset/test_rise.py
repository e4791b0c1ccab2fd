"""The frame where a rise begins."""

from __future__ import annotations

import numpy as np
import pytest

from models.waveform.onset.rise import find_rise, rise_margin
from models.waveform.reduction.pyramid import Floats
from tests.models.waveform.sounds import noise, sine

RATE = 48_000
LENGTH, AT = 8_000, 4_011


def after(sound: Floats, under: Floats | None = None) -> Floats:
    """Return silence (or `under`), with `sound` starting at `AT`."""
    whole = np.zeros((sound.shape[0], LENGTH), np.float32) if under is None else under.copy()
    whole[:, AT:] += sound[:, : LENGTH - AT]
    return whole


def test_a_click_is_found_to_the_frame() -> None:
    click = np.zeros((1, LENGTH), np.float32)
    click[0, 0] = 0.1

    assert find_rise(after(click), RATE) == AT


def test_noise_is_found_to_the_frame() -> None:
    found = find_rise(after(noise(1, LENGTH)), RATE)

    assert found is not None
    assert AT <= found <= AT + 2


@pytest.mark.parametrize("period", [30, 300, 900])
def test_a_sine_begins_at_its_first_part(period: int) -> None:
    found = find_rise(after(sine(LENGTH, period)), RATE)

    assert found is not None
    assert AT <= found <= AT + period / 50 + 1


def test_a_hat_over_a_loud_bass_is_found() -> None:
    hat = noise(1, LENGTH, 1) * np.float32(0.1)
    found = find_rise(after(hat, sine(LENGTH, 900)), RATE)

    assert found is not None
    assert abs(found - AT) <= 48


@pytest.mark.parametrize("period", [12, 109, 960, 1_150])
def test_a_lasting_sine_does_not_rise(period: int) -> None:
    assert find_rise(sine(LENGTH, period), RATE) is None


def test_the_end_of_a_sound_is_no_rise() -> None:
    cut = sine(LENGTH, 109)
    cut[:, AT:] = 0

    assert find_rise(cut, RATE) is None


def test_silence_does_not_rise() -> None:
    assert find_rise(np.zeros((2, LENGTH), np.float32), RATE) is None


@pytest.mark.parametrize("rate", [1, 100, 8_000, 768_000])
def test_any_rate_is_looked_at(rate: int) -> None:
    length = 4 * rise_margin(rate)
    click = np.zeros((1, length), np.float32)
    click[0, length // 2 :] = 0.5

    found = find_rise(click, rate)

    assert found is not None
    assert abs(found - length // 2) <= max(1, rate // 1000)
