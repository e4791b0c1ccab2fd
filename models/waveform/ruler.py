"""Marks of time along the picture."""

from __future__ import annotations

import math
from dataclasses import dataclass

from models.audio.units import Hertz, Seconds
from models.waveform.view import View

STEPS = (1.0, 2.0, 5.0)
"""Mantissas of a readable scale below a minute."""
LONG_STEPS = (60, 120, 300, 600, 900, 1800, 3600, 7200, 18000)
"""Seconds between marks from a minute up."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A line and its label."""

    x: float
    """Pixels from the left edge of the picture."""
    time: Seconds
    digits: int
    """Decimals its label needs."""


def marks(view: View, rate: Hertz, apart: float) -> tuple[Mark, ...]:
    """Return the marks inside `view`, at least `apart` pixels from each other."""
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


def _step(least: float) -> float:
    """Return the smallest readable step of at least `least` seconds."""
    minute = 60
    if least > minute / 2:
        return float(next((step for step in LONG_STEPS if step >= least), LONG_STEPS[-1]))
    power = 10.0 ** math.floor(math.log10(least))
    found = next((step * power for step in STEPS if step * power >= least), 10 * power)
    return {10.0: 10.0, 20.0: 20.0, 50.0: 60.0}.get(found, found)
