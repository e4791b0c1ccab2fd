"""A block is late when the device had nothing left to play."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from actors.audio.process.late_blocks import LateBlocks


@given(st.lists(st.tuples(st.floats(0.0, 1.0), st.booleans()), max_size=50), st.floats(0.001, 0.5))
def test_every_longer_pause_that_is_heard_counts_once(
    pauses: list[tuple[float, bool]], buffered: float
) -> None:
    late, now = LateBlocks(buffered), 1_000.0
    late.begin_block(now, playing=True)
    expected = 0
    for pause, playing in pauses:
        before, now = now, now + pause
        late.begin_block(now, playing=playing)
        expected += playing and now - before > buffered

    assert late.count == expected
