"""Numbers with nouns and units."""

from __future__ import annotations

from models.analysis.text import MINUS, loudness_words
from models.audio.clock import count_noun as count_noun  # noqa: PLC0414 - one of them
from models.audio.units import Seconds


def percent(part: float) -> str:
    """Return a fraction in percent: `97 %`."""
    return f"{round(100 * part)} %"


def milliseconds(time: Seconds) -> str:
    """Return a time with one decimal: `5.3 ms`."""
    return f"{time * 1000:.1f} ms"


def decibels(level: float) -> str:
    """Return a level in whole dB with a true minus sign: `-43 dB`."""
    return f"{level:.0f} dB".replace("-", MINUS)


def signed(value: float, unit: str) -> str:
    """Return a value with a true minus sign and its unit: `-0.3 dBFS`."""
    return f"{value:g} {unit}".replace("-", MINUS)


def lufs(loudness: float | None) -> str:
    """Return a loudness with a true minus sign: `-14.0 LUFS`; empty if unknown."""
    return "" if loudness is None else f"{loudness_words(loudness)} LUFS"


def bpm(tempo: str) -> str:
    """Return a formatted tempo with its unit: `104 BPM`; empty if unknown."""
    return f"{tempo} BPM" if tempo else ""
