"""A quick overview of a long sound, from a few frames of each part."""

from __future__ import annotations

import time
from collections.abc import Callable

from actors.waveform.sound import Sound, UnreadableSound
from models.waveform.reduction.pyramid import Level
from models.waveform.reduction.sketch import Sketch

SPOTS = 1024
"""Maximum spots; a seek and a read take 0.01 (WAV) to 0.25 ms (FLAC, MP3)."""
PATIENCE = 1.0
"""Seconds for the spots that are needed; a busy machine or a slow drive takes longer than usual."""
LONG = 30
"""Minimum seconds of a sound that is sketched; shorter ones decode as quickly."""


def make_sketch(
    sound: Sound, budget: float, check: Callable[[], None], least: int = 1
) -> Level | None:
    """Return the sketch of `sound`, as far as it gets in `budget` seconds.

    Args:
        sound: Its read position changes.
        budget: Seconds.
        check: Called between spots; may raise to cancel.
        least: Number of spots that are read even if the budget is spent, for `PATIENCE` seconds.

    Returns:
        `None` if the sound is short or not seekable.
    """
    if not sound.seekable or sound.frames <= LONG * sound.rate:
        return None
    sketch = Sketch(sound.channels, sound.frames, SPOTS)
    begun, read = time.monotonic(), 0
    try:
        while (place := sketch.next_place()) is not None:
            spent = time.monotonic() - begun
            if spent > (budget if read >= least else max(budget, PATIENCE)):
                break
            check()
            read += 1
            sound.seek(place, exact=False)
            sketch.append(sound.read(sketch.spot_frames))
    except UnreadableSound:
        pass  # damage is reported by the full decode
    return sketch.level()
