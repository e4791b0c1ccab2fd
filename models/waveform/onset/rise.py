"""The frame at which a rise begins, somewhere near a change that was noticed."""

from __future__ import annotations

import math

import numpy as np

from models.waveform.onset.highest import running_max
from models.waveform.reduction.pyramid import Floats

FINE = 1 / 3000
"""Seconds of a step of the envelope."""
BEFORE = 0.025
"""Seconds that tell how loud it was: a whole period of 40 Hz."""
AFTER = 0.005
"""Seconds in which a rise gets louder than that."""
LOUDER = 1.4
"""Times the magnitude before that a rise must reach."""
BEGUN = 0.03
"""Part of a rise at which it is said to have begun."""
QUIETEST = 1e-4
"""Magnitude (-80 dB) that counts as silence."""
PASSED = 0.002
"""Seconds after which the crack of a sound that is cut off is over."""
GONE = 0.25
"""Times the magnitude before; what is left after the end of a sound is less than that."""


def rise_margin(rate: int) -> int:
    """Return how many frames around the stretch looked at `find_rise` needs."""
    return math.ceil((BEFORE + AFTER) * rate) + 2 * _fine(rate)


def find_rise(samples: Floats, rate: int) -> int | None:
    """Return the frame where the steepest rise begins, or `None` if there is none.

    Looked at are all frequencies, and high ones alone (a hi-hat over a bass);
    the one that rises more tells.

    Args:
        samples: float32 [channels, frames]; the first and last `rise_margin` frames are
            only looked back and ahead to.
        rate: Hertz.
    """
    sharp = np.diff(samples, axis=1, prepend=samples[:, :1])
    sizes: list[Floats] = [np.abs(part).max(0) for part in (samples, sharp)]
    times, frame = max(_steepest(size, rate) for size in sizes)
    # Where a sound ends in both, what rises is the crack of its being cut off.
    if times < LOUDER or all(_ends(size, frame, rate) for size in sizes):
        return None
    return frame


def _steepest(size: Floats, rate: int) -> tuple[float, int]:
    """Return how many times as loud it gets where it rises most, and that frame.

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
    # The last of equals: the step in which it rises itself.
    at = len(times) - 1 - int(times[::-1].argmax())
    low, high = float(past[at]), float(coming[at])
    first = (at + before) * fine
    loud = size[first : first + after * fine] > low + BEGUN * (high - low)
    frame = first + int(loud.argmax())
    return float(times[at]), frame


def _ends(size: Floats, frame: int, rate: int) -> bool:
    """Tell whether a sound stops at `frame`."""
    width, passed = round(BEFORE * rate), round(PASSED * rate)
    before = float(size[max(0, frame - width) : frame].max(initial=0.0))
    after = float(size[frame + passed : frame + width].max(initial=0.0))
    return before > QUIETEST and after < GONE * before


def _fine(rate: int) -> int:
    return max(1, round(FINE * rate))
