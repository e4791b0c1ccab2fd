"""Searches a sound for snap points: zero crossings and transients."""

from __future__ import annotations

from collections.abc import Callable

from actors.waveform.sound import Sound, UnreadableSound, open_sound
from models.library.sample import Sample
from models.waveform.onset.transients import Onset, Transients
from models.waveform.zero_crossing import nearest_crossing, sum_channels

REACH = 0.02
"""Search radius for zero crossings, in seconds."""


def find_crossings(
    sample: Sample, frames: tuple[int, ...], check: Callable[[], None]
) -> tuple[int, ...]:
    """Return the zero crossing nearest to each of `frames`; the frame itself if there is none.

    Args:
        sample: The file to read.
        frames: In any order; the ends of the sample stay unchanged.
        check: Called between reads; may raise to cancel.

    Raises:
        UnreadableSound: the file is missing or damaged there.
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
    # One frame more, as a crossing lies between two frames.
    first = max(0, frame - reach - 1)
    sound.seek(first)
    wave = sum_channels(sound.read(frame + reach + 1 - first))
    return first + nearest_crossing(wave, frame - first, reach)


def find_transients(sample: Sample, check: Callable[[], None]) -> tuple[Onset, ...]:
    """Return the onsets of the transients, ascending.

    Args:
        sample: The file to read; beyond damage no transients are found.
        check: Called between blocks; may raise to cancel.

    Raises:
        UnreadableSound: the file cannot be opened.
    """
    with open_sound(sample) as sound:
        work = Transients(sound.channels, sound.rate)
        try:
            for block in sound.blocks():
                check()
                work.append(block)
        except UnreadableSound:
            pass  # damage is reported with the picture
        return work.finish_onsets()
