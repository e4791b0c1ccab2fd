from __future__ import annotations

import numpy as np
import pytest

from models.embedding.descriptor.envelope import COUNT, STEP, envelope_statistics, rms_envelope
from models.embedding.descriptor.moments import Floats

RATE = 44_100


def shaped(seconds: float, attack: float, decay: float) -> Floats:
    """Return noise that comes in `attack` and dies with the time constant `decay`."""
    time = np.arange(round(seconds * RATE)) / RATE
    noise = np.random.default_rng(1).uniform(-1, 1, len(time))
    shape = np.minimum(time / attack, 1) * np.exp(-np.maximum(time - attack, 0) / decay)
    found: Floats = (noise * shape).astype(np.float32)
    return found


def reported(wave: Floats) -> Floats:
    return envelope_statistics(wave, rms_envelope(wave))


@pytest.mark.parametrize("frames", [1, STEP - 1, STEP, STEP + 1, 10_000])
def test_every_frame_counts(frames: int) -> None:
    wave = np.ones(frames, np.float32)

    assert len(rms_envelope(wave)) == -(-frames // STEP)
    assert (rms_envelope(wave) ** 2).sum() * STEP == pytest.approx(frames, rel=1e-3)


def test_length_attack_and_falls_are_those_it_was_made_with() -> None:
    found = reported(shaped(3, 0.2, 0.3))

    assert 10 ** found[0] == pytest.approx(3, rel=0.01)
    assert 10 ** found[1] == pytest.approx(0.2, rel=0.25)
    # Power dies with half the time constant: 20 dB take 0.15 ln 100 after the attack.
    assert 10 ** found[3] == pytest.approx(0.2 + 0.15 * np.log(100), rel=0.15)


def test_slower_sounds_have_longer_attacks_and_falls() -> None:
    slow, quick = reported(shaped(3, 0.4, 0.5)), reported(shaped(3, 0.01, 0.1))

    assert (slow[1:6] > quick[1:6]).all()


def test_two_moments_equally_loud_make_nothing_jump() -> None:
    wave = np.zeros(RATE, np.float32)
    wave[1000:2000] = wave[40_000:41_000] = 1
    other = wave.copy()
    other[40_000:41_000] = 1.0001

    assert np.allclose(reported(wave), reported(other), atol=0.01)


@pytest.mark.parametrize("frames", [1, 100, 200])
def test_the_shortest_sounds_are_told_of(frames: int) -> None:
    found = reported(np.ones(frames, np.float32))

    assert found.shape == (COUNT,)
    assert np.isfinite(found).all()
