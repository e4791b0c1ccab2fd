"""Tick marks of the time ruler and of the beat grid."""

from __future__ import annotations

import math
from dataclasses import dataclass

from models.audio.tempo import beat_frames
from models.audio.units import Hertz, Seconds
from models.waveform.view import View

STEPS = (1.0, 2.0, 5.0)
"""Mantissas of a readable scale below a minute."""
LONG_STEPS = (60, 120, 300, 600, 900, 1800, 3600, 7200, 18000)
"""Seconds between ticks from a minute up."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A tick and its label."""

    x: float
    """Pixels from the left edge of the picture."""
    time: Seconds
    digits: int
    """Decimals needed by its label."""


def marks(view: View, rate: Hertz, apart: float) -> tuple[Mark, ...]:
    """Return the ticks inside `view`, at least `apart` pixels from each other."""
    if not (rate and view.width and apart > 0):
        return ()
    step = _step(view.spp * apart / rate)
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    first = math.ceil(max(0.0, view.start) / rate / step - 1e-9)
    last = math.floor(min(view.end, view.frames) / rate / step + 1e-9)
    return tuple(
        Mark(view.x_at(number * step * rate), Seconds(number * step), digits)
        for number in range(first, last + 1)
    )


@dataclass(frozen=True, slots=True)
class BeatMark:
    """A line of the beat grid and its label: `3` is the third bar, `3.2` its second beat."""

    x: float
    """Pixels from the left edge of the picture."""
    words: str


def beats(view: View, rate: Hertz, tempo: float, apart: float) -> tuple[BeatMark, ...]:
    """Return the lines of the beat grid inside `view`, at least `apart` pixels apart.

    The grid starts with the sample; bars of four beats are counted from 1.
    """
    if not (rate and view.width and apart > 0):
        return ()
    sixteenth = beat_frames(tempo, rate) / 4
    least = view.spp * apart / sixteenth
    step = next((step for step in _BEAT_STEPS if step >= least), None)
    if step is None:
        step = 16 * 2 ** math.ceil(math.log2(least / 16))
    first = math.ceil(max(0.0, view.start) / sixteenth / step - 1e-9)
    last = math.floor(min(view.end, view.frames) / sixteenth / step + 1e-9)
    return tuple(
        BeatMark(view.x_at(number * step * sixteenth), _counted(number * step))
        for number in range(first, last + 1)
    )


_BEAT_STEPS = (1, 2, 4, 8, 16)
"""Grid steps in sixteenth notes: a sixteenth, an eighth, a beat, half a bar, a bar."""


def _counted(sixteenths: int) -> str:
    bar, rest = divmod(sixteenths, 16)
    beat, part = divmod(rest, 4)
    if part:
        return f"{bar + 1}.{beat + 1}.{part + 1}"
    return f"{bar + 1}.{beat + 1}" if beat else f"{bar + 1}"


def _step(least: float) -> float:
    """Return the smallest readable step of at least `least` seconds."""
    minute = 60
    if least > minute / 2:
        return float(next((step for step in LONG_STEPS if step >= least), LONG_STEPS[-1]))
    power = 10.0 ** math.floor(math.log10(least))
    found = next((step * power for step in STEPS if step * power >= least), 10 * power)
    return {10.0: 10.0, 20.0: 20.0, 50.0: 60.0}.get(found, found)
