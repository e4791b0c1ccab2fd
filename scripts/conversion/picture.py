"""Network input of a file."""

from __future__ import annotations

from pathlib import Path

import soundfile

from models.embedding.frontend import mel, normalised_sound, spectrum


def picture(path: Path) -> mel.Picture:
    """Return the mel spectrogram of the embedded part of a recording."""
    audio, rate = soundfile.read(path, dtype="float32", always_2d=True)
    return mel.network_input(
        mel.mel_power(spectrum.power_spectra(normalised_sound.normalise(audio.T, rate)))
    )
