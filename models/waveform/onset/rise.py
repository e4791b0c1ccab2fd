"""Refinement of a detected onset to the frame at which its rise begins."""

from __future__ import annotations

import math

import numpy as np

from models.waveform.onset.highest import running_max
from models.waveform.reduction.pyramid import Floats

FINE = 1 / 3000
"""Step of the envelope in seconds."""
BEFORE = 0.025
"""Seconds of the reference window before a rise: a whole period of 40 Hz."""
AFTER = 0.005
"""Seconds within which a rise must exceed the reference."""
LOUDER = 1.4
"""Minimum ratio of a rise to the reference."""
BEGUN = 0.03
"""Fraction of a rise at which it counts as begun."""
QUIETEST = 1e-4
"""Magnitude (-80 dB) that counts as silence."""
PASSED = 0.002
"""Seconds after which the click of a truncated sound is over."""
GONE = 0.25
"""After the end of a sound the magnitude falls below this fraction of the reference."""


def rise_margin(rate: int) -> int:
    """Return how many frames of context `find_rise` needs on either side."""
    return math.ceil((BEFORE + AFTER) * rate) + 2 * _fine(rate)


def find_rise(samples: Floats, rate: int) -> int | None:
    """Return the frame where the steepest rise begins; `None` if there is none.

    Evaluates the full band, and the high frequencies alone (a hi-hat over a bass); the steeper rise
    wins.

    Args:
        samples: float32 [channels, frames]; the first and last `rise_margin` frames are context
            only.
        rate: Hertz.
    """
    sharp = np.diff(samples, axis=1, prepend=samples[:, :1])
    sizes: list[Floats] = [np.abs(part).max(0) for part in (samples, sharp)]
    times, frame = max(_steepest(size, rate) for size in sizes)
    # If both bands end here, the rise is the click of a truncated sound.
    if times < LOUDER or all(_ends(size, frame, rate) for size in sizes):
        return None
    return frame


def _steepest(size: Floats, rate: int) -> tuple[float, int]:
    """Return the ratio of the steepest rise, and its frame.

    Args:
        size: float32 [frames], magnitudes.
        rate: Hertz.
    """
    fine = _fine(rate)
    steps = len(size) // fine
    envelope = running_max(size, fine)[: steps * fine : fine]
    before, after = (math.ceil(part * rate / fine) for part in (BEFORE, AFTER))
    past = running_max(envelope[: steps - after], before)
    coming = running_max(envelope[before:], after)
    times = (coming + QUIETEST) / (past + QUIETEST)
    # The last of equal steps is the one that contains the rise.
    at = len(times) - 1 - int(times[::-1].argmax())
    low, high = float(past[at]), float(coming[at])
    first = (at + before) * fine
    loud = size[first : first + after * fine] > low + BEGUN * (high - low)
    frame = first + int(loud.argmax())
    return float(times[at]), frame


def _ends(size: Floats, frame: int, rate: int) -> bool:
    """Return whether a sound stops at `frame`."""
    width, passed = round(BEFORE * rate), round(PASSED * rate)
    before = float(size[max(0, frame - width) : frame].max(initial=0.0))
    after = float(size[frame + passed : frame + width].max(initial=0.0))
    return before > QUIETEST and after < GONE * before


def _fine(rate: int) -> int:
    return max(1, round(FINE * rate))
