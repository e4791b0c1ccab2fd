"""Spectra and onset strength are those of librosa, which is not needed to compute them."""

from __future__ import annotations

import warnings

import librosa
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.analysis.mel_bands import mel_bands
from models.analysis.onset_strength import BANDS, STEP, WINDOW, onset_strength
from models.analysis.spectrum import magnitudes

RATE = 22_050


def wave(seed: int, frames: int, quiet: int) -> NDArray[np.float32]:
    """Return strokes of noise on a tone; `quiet` frames of them are silent."""
    chance = np.random.default_rng(seed)
    values = chance.normal(0, 0.2, frames) * np.exp(-(np.arange(frames) % 4000) / 700)
    values += 0.3 * np.sin(np.arange(frames) * chance.uniform(0.01, 0.5))
    values[frames // 2 : frames // 2 + quiet] = 0
    return values.astype(np.float32)


waves = st.builds(
    wave, st.integers(0, 1000), st.integers(WINDOW, 30_000), st.sampled_from([0, 9000])
)


@given(waves, st.sampled_from([(2048, 256), (4096, 1024)]))
@settings(max_examples=30)
def test_spectra_are_those_of_librosa(sound: NDArray[np.float32], form: tuple[int, int]) -> None:
    size, hop = form
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns about short sounds
        wanted = np.abs(librosa.stft(sound, n_fft=size, hop_length=hop)).T

    assert np.array_equal(magnitudes(sound, size, hop), wanted)


@pytest.mark.parametrize(("rate", "size", "bands"), [(22_050, 2048, 128), (48_000, 4096, 40)])
def test_mel_bands_are_those_of_librosa(rate: int, size: int, bands: int) -> None:
    wanted = librosa.filters.mel(sr=rate, n_fft=size, n_mels=bands)
    found = mel_bands(rate, size, bands).sums(np.eye(size // 2 + 1, dtype=np.float32))

    assert np.allclose(found.T, wanted, rtol=1e-5, atol=1e-8)


@given(waves)
@settings(max_examples=30)
def test_onset_strength_is_that_of_librosa(sound: NDArray[np.float32]) -> None:
    wanted = librosa.onset.onset_strength_multi(
        y=sound, sr=RATE, hop_length=STEP, channels=list(BANDS)
    )

    assert np.allclose(onset_strength(sound, RATE), wanted, atol=1e-4)
