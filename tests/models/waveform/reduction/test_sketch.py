"""A sketch is evenly spread, however early it ends."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from models.waveform.reduction.sketch import Sketch, spread_order
from tests.models.waveform.sounds import noise

SOUND = noise(6, 500_000)


@given(st.integers(0, 10))
def test_every_spot_has_its_turn(bits: int) -> None:
    assert sorted(spread_order(1 << bits)) == list(range(1 << bits))


def test_half_of_the_spots_are_every_second_one() -> None:
    assert sorted(list(spread_order(64))[:32]) == list(range(0, 64, 2))


@settings(max_examples=60)
@given(st.integers(1, 500_000), st.integers(0, 8), st.integers(1, 300))
def test_a_sketch_never_exaggerates(frames: int, bits: int, zooms: int) -> None:
    samples = SOUND[:, :frames]
    sketch = Sketch(2, frames, 1 << bits)
    for _ in range(zooms):
        if (place := sketch.next_place()) is None:
            break
        assert 0 <= place < frames
        sketch.append(samples[:, place : place + sketch.spot_frames])
    level = sketch.level()
    assert level is not None
    starts = np.arange(0, frames, level.size)

    assert level.bins == len(starts)
    assert (level.low >= np.minimum.reduceat(samples, starts, 1)).all()
    assert (level.high <= np.maximum.reduceat(samples, starts, 1)).all()


def test_a_sketch_without_a_look_is_nothing() -> None:
    assert Sketch(1, 10, 8).level() is None
