"""Gain of samples by playback settings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.audio.playback_settings import MAX_GAIN, NORMALISED_PEAK, PlaybackSettings

peaks = st.floats(1e-6, 100.0)


@given(peaks, st.booleans())
def test_no_sample_comes_out_beyond_full_scale(peak: float, normalise: bool) -> None:
    assert peak * PlaybackSettings(normalise=normalise).gain_for(peak) <= 1.0 + 1e-9


@given(st.floats(1e-6, 1.0))
def test_what_fits_stays_as_it_is(peak: float) -> None:
    assert PlaybackSettings().gain_for(peak) == 1.0


@given(st.floats(10 ** ((NORMALISED_PEAK - MAX_GAIN) / 20), 100.0))
def test_all_are_brought_to_one_peak(peak: float) -> None:
    assert peak * PlaybackSettings(normalise=True).gain_for(peak) == pytest.approx(
        10 ** (NORMALISED_PEAK / 20)
    )


def test_silence_and_hiss_are_not_raised_for_ever() -> None:
    assert PlaybackSettings(normalise=True).gain_for(0.0) == 1.0
    assert PlaybackSettings(normalise=True).gain_for(1e-6) == pytest.approx(10 ** (MAX_GAIN / 20))
