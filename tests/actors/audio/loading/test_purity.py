"""Artefacts added by resampling to a pure tone, in dB relative to it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from actors.audio.loading.decoder import Decoder
from actors.audio.loading.shared_buffer import SharedBuffer
from actors.audio.loading.stereo_source import open_sound
from models.audio.conversion import Conversion
from models.audio.units import Hertz

DEVICE = Hertz(48_000)
SECONDS = 1.5


def heard(path: Path) -> NDArray[np.float64]:
    """Return the frames passed to the engine, without the ends."""
    with open_sound(bytes(path)) as sound:
        conversion = Conversion(sound.rate, DEVICE)
        frames = conversion.to_device(sound.frames)
        memory = SharedBuffer(frames)
        Decoder(sound, conversion, (memory,), frames).run(lambda: None)
        values = memory.values[4_800 : frames - 4_800].copy()
        memory.unlink()
        memory.close()
    return values


def spectrum(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """Return levels by bin, with leakage below -160 dB, and the bin width in Hz."""
    window = np.kaiser(len(values), 22)
    level = np.abs(np.fft.rfft(values * window)) / (window.sum() / 2)
    return level, DEVICE / len(values)


@pytest.mark.parametrize("rate", [22_050, 44_100, 88_200, 96_000, 192_000])
@pytest.mark.parametrize("part", ["1 kHz", "0.45 fs"])
def test_nothing_beside_the_tone_is_louder_than_minus_100_decibels(
    tmp_path: Path, rate: int, part: str
) -> None:
    hertz = 1_000.0 if part == "1 kHz" else 0.45 * rate
    times = np.arange(round(rate * SECONDS)) / rate
    path = tmp_path / "tone.wav"
    soundfile.write(path, 0.5 * np.sin(2 * np.pi * hertz * times), rate, subtype="DOUBLE")

    level, width = spectrum(heard(path))
    around = slice(max(0, round(hertz / width) - 40), round(hertz / width) + 40)
    beside = level.copy()
    beside[around] = 0

    assert 20 * np.log10(beside.max() / 0.5) < -100
    if hertz < 20_000:  # what both rates hold is there, as loud as it was
        assert 20 * np.log10(level[around].max() / 0.5) == pytest.approx(0, abs=0.6)
    elif hertz > DEVICE / 2:  # what the device cannot hold is gone, not turned into another tone
        assert 20 * np.log10(level.max() / 0.5) < -100
