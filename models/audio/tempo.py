"""Tempo: its range, and lengths in beats."""

from __future__ import annotations

from models.audio.units import Hertz

SLOWEST, FASTEST = 40.0, 300.0
"""Range of tempos in beats per minute."""


def beat_frames(tempo: float, rate: Hertz) -> float:
    """Return the length of a beat in frames."""
    return rate * 60.0 / tempo


def beat_words(frames: float, tempo: float, rate: Hertz) -> str:
    """Format a length in beats: `1 beat @104`, `2.5 beats @120`, `0.125 beats @90`."""
    beats = frames / beat_frames(tempo, rate)
    shown = f"{beats:.3f}".rstrip("0").rstrip(".")
    return f"{shown} {'beat' if shown == '1' else 'beats'} @{tempo:g}"
