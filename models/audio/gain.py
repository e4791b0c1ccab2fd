"""Conversion of decibels to linear gain."""

from __future__ import annotations

from models.audio.units import Decibels

SILENT = Decibels(-60.0)
"""Silence from here down: the lower end of the volume control."""


def linear_gain(level: Decibels) -> float:
    """Return the linear gain of `level`; 1.0 at 0 dB, 0.0 at `SILENT` and below."""
    return float(10 ** (level / 20)) if level > SILENT else 0.0
