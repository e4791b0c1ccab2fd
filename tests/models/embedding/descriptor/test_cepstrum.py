from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.embedding.descriptor.cepstrum import COUNT, cepstral_statistics, dct_matrix, mfccs
from models.embedding.frontend.mel import BANDS

NOISE = np.random.default_rng(1).uniform(0.1, 1, (20, BANDS)).astype(np.float32)
EVEN = np.full(20, 0.05, np.float32)


def test_the_transform_keeps_lengths() -> None:
    matrix = dct_matrix(BANDS, BANDS)

    assert np.allclose(matrix.T @ matrix, np.eye(BANDS), atol=1e-4)


@given(st.floats(-60, 60))
def test_how_loud_the_whole_is_does_not_matter(decibels: float) -> None:
    other = NOISE * np.float32(10 ** (decibels / 10))

    assert np.allclose(mfccs(other), mfccs(NOISE), atol=1e-2)


def test_silence_is_nothing() -> None:
    assert not mfccs(np.vstack([NOISE, NOISE * 0]))[20:].any()


def test_a_steady_sound_neither_spreads_nor_changes() -> None:
    found = cepstral_statistics(mfccs(np.repeat(NOISE[:1], 20, axis=0)), EVEN)

    assert found.shape == (COUNT,)
    assert np.allclose(found[20:], 0, atol=1e-3)
