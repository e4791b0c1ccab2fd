from __future__ import annotations

import numpy as np
import pytest

from models.embedding.frontend.mel import (
    AFTER,
    BANDS,
    HALVED,
    mel,
    mel_filters,
    mel_power,
    network_input,
)
from models.embedding.frontend.spectrum import power_spectra

NOISE = np.random.default_rng(1).uniform(-1, 1, 50_000).astype(np.float32)


def test_the_scale_is_the_one_of_the_standard() -> None:
    assert mel(np.array([1000.0]))[0] == pytest.approx(1000, abs=0.1)


def test_filters_add_up_to_one_and_rise_in_pitch() -> None:
    filters = mel_filters(BANDS, 0.0, 22_050.0)

    assert np.allclose(filters.sum(0), 1, atol=1e-5)
    assert (np.diff(filters.argmax(0)) >= 0).all()


@pytest.mark.parametrize("frames", [1, 1024, 8192, 50_000])
def test_a_picture_is_whole_for_the_network_and_ends_in_silence(frames: int) -> None:
    picture = network_input(mel_power(power_spectra(NOISE[:frames])))

    assert picture.shape[1] == BANDS
    assert len(picture) % HALVED == 0
    assert not picture[-AFTER:].any()
    assert picture[0].any()


def test_a_picture_is_about_between_0_and_1() -> None:
    picture = network_input(mel_power(power_spectra(NOISE)))

    assert picture.min() == 0
    assert 0.5 < picture.max() < 1.1
