"""What the waveform panel draws."""

from __future__ import annotations

from enum import Enum


class Display(Enum):
    """The picture of a sample; a key goes through them in this order."""

    WAVEFORM = "waveform"
    COLOURED = "coloured"
    """The waveform, coloured by the energy in three bands of frequency."""
    SPECTROGRAM = "spectrogram"

    @property
    def following(self) -> Display:
        """The next one; the first after the last."""
        all_ = list(Display)
        return all_[(all_.index(self) + 1) % len(all_)]
