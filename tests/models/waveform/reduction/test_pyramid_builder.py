"""A pyramid built block by block equals that of the whole sound."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from models.waveform.reduction.pyramid import (
    BASE,
    COARSEST,
    FACTOR,
    LONG,
    LONG_BASE,
    levels_above,
    reduce_level,
)
from models.waveform.reduction.pyramid_builder import PyramidBuilder
from tests.models.waveform.sounds import noise, pyramid

SOUND = noise(2, 600_000)


@settings(max_examples=40)
@given(st.integers(1, 600_000), st.integers(500, 200_000), st.integers(0, 1_000_000))
def test_the_blocks_and_the_promised_length_do_not_matter(
    frames: int, block: int, expected: int
) -> None:
    samples = SOUND[:, :frames]
    grown = pyramid(samples, block=block, expected=expected)
    whole = levels_above(reduce_level(samples, BASE))

    assert grown.frames == frames
    assert len(grown.levels) == len(whole)
    for one, other in zip(grown.levels, whole, strict=True):
        assert one.size == other.size
        np.testing.assert_array_equal(one.low, other.low)
        np.testing.assert_array_equal(one.high, other.high)
        np.testing.assert_allclose(one.energy, other.energy, rtol=1e-5)


def test_the_coarsest_level_is_small_enough_for_any_screen() -> None:
    levels = pyramid(SOUND).levels

    assert levels[-1].bins <= COARSEST
    assert [level.size for level in levels] == [BASE * FACTOR**n for n in range(len(levels))]


def test_a_snapshot_does_not_change_when_more_is_decoded() -> None:
    builder = PyramidBuilder(2, 1_000)
    builder.append(SOUND[:, :100_000])
    before = builder.snapshot()
    kept = [level.high.copy() for level in before.levels]
    builder.append(SOUND[:, 100_000:] * 3)
    builder.finish()

    for level, high in zip(before.levels, kept, strict=True):
        np.testing.assert_array_equal(level.high, high)
    assert builder.snapshot().frames == 600_000


def test_a_snapshot_shares_the_buffer_and_cannot_be_written_to() -> None:
    builder = PyramidBuilder(1, 100_000)
    builder.append(SOUND[:1, :100_000])
    one, other = builder.snapshot(), builder.snapshot()

    assert np.shares_memory(one.levels[0].low, other.levels[0].low)
    assert not one.levels[0].low.flags.writeable


def test_long_sounds_have_larger_bins() -> None:
    assert PyramidBuilder(1, LONG + 1).snapshot().levels[0].size == LONG_BASE
    assert PyramidBuilder(1, LONG).snapshot().levels[0].size == BASE


def test_a_lying_header_costs_no_memory() -> None:
    builder = PyramidBuilder(2, 2**62)
    builder.append(SOUND[:, :1_000])
    builder.finish()

    assert builder.snapshot().frames == 1_000
