"""Places in a sound that edges of a selection are drawn to."""

from __future__ import annotations

from collections.abc import Callable

from actors.waveform.sound import Sound, UnreadableSound, open_sound
from models.library.sample import Sample
from models.waveform.onset.transients import Transients
from models.waveform.zero_crossing import nearest_crossing, sum_channels

REACH = 0.02
"""Seconds to either side in which a zero crossing is looked for."""


def find_crossings(
    sample: Sample, frames: tuple[int, ...], check: Callable[[], None]
) -> tuple[int, ...]:
    """Return the zero crossing nearest to each of `frames`, or the frame itself.

    Args:
        sample: What to read.
        frames: In any order; the ends of the sample stay what they are.
        check: Called between reads; may raise to make an end.

    Raises:
        UnreadableSound: the file is gone or damaged there.
    """
    found: list[int] = []
    with open_sound(sample) as sound:
        for frame in frames:
            check()
            found.append(_crossing(sound, frame))
    return tuple(found)


def _crossing(sound: Sound, frame: int) -> int:
    if frame <= 0 or (sound.frames and frame >= sound.frames):
        return frame
    reach = round(REACH * sound.rate)
    # One more before, as a crossing lies between two frames.
    first = max(0, frame - reach - 1)
    sound.seek(first)
    wave = sum_channels(sound.read(frame + reach + 1 - first))
    return first + nearest_crossing(wave, frame - first, reach)


def find_transients(sample: Sample, check: Callable[[], None]) -> tuple[int, ...]:
    """Return the frames where sounds begin, in rising order.

    Args:
        sample: What to read; from where it is damaged on, nothing begins any more.
        check: Called between blocks; may raise to make an end.

    Raises:
        UnreadableSound: it cannot be opened.
    """
    with open_sound(sample) as sound:
        work = Transients(sound.channels, sound.rate)
        try:
            for block in sound.blocks():
                check()
                work.append(block)
        except UnreadableSound:
            pass  # whoever draws the picture tells of damage
        return work.finish()
