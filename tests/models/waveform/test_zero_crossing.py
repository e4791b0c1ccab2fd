"""The nearest zero crossing is one, is close, and none is closer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra.numpy import arrays

from models.waveform.zero_crossing import crossings, nearest_crossing, sum_channels
from tests.models.waveform.sounds import sine

WAVES = arrays(
    np.float64,
    some.integers(1, 60),
    elements=some.sampled_from([-1.0, -1e-300, 0.0, 1e-300, 0.25, 1.0]),
)


def crosses(wave: np.ndarray, frame: int) -> bool:
    if wave[frame] == 0:
        return True
    return bool(frame and (wave[frame - 1] > 0) != (wave[frame] > 0) and wave[frame - 1] != 0)


@given(WAVES, some.integers(-5, 70), some.integers(0, 30))
def test_the_nearest_within_reach_is_found(wave: np.ndarray, frame: int, reach: int) -> None:
    found = nearest_crossing(wave, frame, reach)

    all_ = [n for n in range(len(wave)) if crosses(wave, n) and abs(n - frame) <= reach]
    if not all_:
        assert found == frame
    else:
        assert found == min(all_, key=lambda n: (abs(n - frame), n))


@given(WAVES)
def test_a_crossing_is_a_change_of_sign_or_a_zero(wave: np.ndarray) -> None:
    assert crossings(wave).tolist() == [crosses(wave, n) for n in range(len(wave))]


def test_in_silence_everything_stays() -> None:
    silence = np.zeros(100)

    assert [nearest_crossing(silence, n, 50) for n in range(100)] == list(range(100))


def test_a_sine_crosses_twice_a_period() -> None:
    wave = sum_channels(sine(1_000, 16 * np.pi))

    assert np.flatnonzero(crossings(wave)).tolist() == [
        0,
        *[int(np.ceil(n * 8 * np.pi)) for n in range(1, 40)],
    ]


def test_opposite_channels_are_silent_together() -> None:
    wave = sine(1_000, 50)
    both = np.concatenate([wave, -wave])

    assert nearest_crossing(sum_channels(both), 333, 10) == 333


@pytest.mark.parametrize("loud", [1e-30, 1.0, 3e38])
def test_loud_and_quiet_waves_are_added_exactly(loud: float) -> None:
    samples = np.array([[loud, loud], [loud, -loud], [loud, -loud]], np.float32)

    assert crossings(sum_channels(samples)).tolist() == [False, True]
