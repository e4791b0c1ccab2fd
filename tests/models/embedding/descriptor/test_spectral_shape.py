from __future__ import annotations

import numpy as np
import pytest

from models.embedding.descriptor.moments import Floats
from models.embedding.descriptor.spectral_shape import COUNT, spectral_statistics
from models.embedding.frontend.spectrum import power_spectra

SECONDS = np.arange(44_100) / 44_100
NOISE = np.random.default_rng(1).uniform(-1, 1, 44_100).astype(np.float32)


def reported(wave: Floats) -> Floats:
    spectra = power_spectra(wave)
    weight = spectra.sum(1) / spectra.sum()
    return spectral_statistics(wave, spectra, weight)


def tone(pitch: float) -> Floats:
    found: Floats = np.sin(2 * np.pi * pitch * SECONDS).astype(np.float32)
    return found


@pytest.mark.parametrize("pitch", [200, 1000, 5000])
def test_a_tone_is_centred_at_its_pitch(pitch: float) -> None:
    found = reported(tone(pitch))

    assert 10 ** found[0] == pytest.approx(pitch, rel=0.05)
    assert found[5] == pytest.approx(2 * pitch / 44_100, rel=0.05)


def test_noise_is_wider_flatter_and_more_restless_than_a_tone() -> None:
    noise, still = reported(NOISE), reported(tone(1000))

    assert noise[1] > still[1] + 1
    assert noise[4] > still[4] + 3
    assert noise[12] > still[12]


def test_faint_frames_between_loud_ones_turn_nothing() -> None:
    wave = np.sign(tone(100)) * np.float32(0.5)
    torn = np.where(np.arange(len(wave)) % 7 < 3, NOISE * np.float32(9e-4), wave)

    assert reported(torn.astype(np.float32))[5] == pytest.approx(reported(wave)[5], rel=0.02)


def test_the_shares_tell_where_it_is_loud() -> None:
    assert reported(tone(90))[15:].argmax() == 1
    assert reported(tone(9000))[15:].argmax() == 8


@pytest.mark.parametrize("frames", [1, 2, 100, 600])
def test_the_shortest_sounds_are_told_of(frames: int) -> None:
    found = reported(NOISE[:frames])

    assert found.shape == (COUNT,)
    assert np.isfinite(found).all()
