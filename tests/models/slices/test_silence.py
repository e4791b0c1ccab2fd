"""Markers around silence never lie inside a sound, and find every long silence."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as some

from models.audio.units import Decibels, Hertz, Seconds
from models.slices.markers import make_markers, spans
from models.slices.silence import around_silence, is_silent, level_for
from models.waveform.reduction.pyramid import BASE, Pyramid, levels_above, reduce_level

RATE = Hertz(8_000)
PIECES = some.lists(some.tuples(some.booleans(), some.integers(1, 40)), min_size=1, max_size=12)


def made(pieces: list[tuple[bool, int]]) -> np.ndarray:
    """Return sounds and silence in turn, in pieces of whole bins."""
    return np.concatenate(
        [np.full((2, count * BASE), 0.5 if loud else 0.0, np.float32) for loud, count in pieces], 1
    )


def pyramid(samples: np.ndarray) -> Pyramid:
    return Pyramid(samples.shape[1], levels_above(reduce_level(samples, BASE)))


@given(PIECES, some.floats(0.001, 0.2))
def test_every_long_silence_is_a_slice_and_no_sound_is_cut(
    pieces: list[tuple[bool, int]], shortest: float
) -> None:
    samples = made(pieces)
    frames, level = samples.shape[1], level_for(pyramid(samples))
    markers = around_silence(level, frames, RATE, Decibels(-40.0), Seconds(shortest))
    loud = samples[0] > 0.1
    for one in markers:  # sound on one side only
        assert loud[one] != loud[one - 1]
    assert make_markers(markers, frames) == markers
    for span in spans(markers, frames):
        inside = loud[span.start : span.end]
        assert is_silent(level, span) is not bool(inside.any())
        if inside.any():  # no silence inside that is long enough
            silences = np.diff(np.flatnonzero(np.concatenate([[True], inside, [True]]))) - 1
            assert not (silences >= max(1, shortest * RATE)).any()


def test_a_silent_sample_is_one_slice() -> None:
    samples = np.zeros((1, 10 * BASE), np.float32)

    assert (
        around_silence(pyramid(samples).levels[0], 640, RATE, Decibels(-40.0), Seconds(0.0)) == ()
    )
