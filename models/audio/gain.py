"""Levels in decibels as factors of samples."""

from __future__ import annotations

from models.audio.units import Decibels

SILENT = Decibels(-60.0)
"""From here down nothing is heard at all: the lowest end of a volume control."""


def linear_gain(level: Decibels) -> float:
    """Return what to multiply samples by for `level`; 1.0 at 0 dB, 0.0 at `SILENT` and below."""
    return float(10 ** (level / 20)) if level > SILENT else 0.0
