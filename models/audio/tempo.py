"""Beats: their range, and lengths counted in them."""

from __future__ import annotations

from models.audio.units import Hertz

SLOWEST, FASTEST = 40.0, 300.0
"""Beats per minute that a tempo may have."""


def beat_frames(tempo: float, rate: Hertz) -> float:
    """Return how many frames a beat takes."""
    return rate * 60.0 / tempo


def beat_words(frames: float, tempo: float, rate: Hertz) -> str:
    """Return a length in beats: `1 beat @104`, `2.5 beats @120`, `0.125 beats @90`."""
    beats = frames / beat_frames(tempo, rate)
    shown = f"{beats:.3f}".rstrip("0").rstrip(".")
    return f"{shown} {'beat' if shown == '1' else 'beats'} @{tempo:g}"
