"""What gives way to the rows of a list."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.layout.list_room import ROWS, ListBars, list_parts
from models.layout.part import share

pixels = st.integers(0, 400)


@given(st.integers(0, 1500), st.integers(20, 100), st.tuples(*[pixels] * 5))
def test_rows_are_seen_wherever_what_cannot_fold_leaves_them_room(
    room: int, row: int, heights: tuple[int, int, int, int, int]
) -> None:
    header, aspects = sorted(heights[:2]), sorted(heights[2:4])
    bars = ListBars(header[1], header[0], aspects[1], aspects[0], heights[4])
    parts = list_parts(room, row, bars)
    top, rows, copies, sliders = share(parts, room)

    assert top is not None
    assert rows is not None
    assert copies is not None
    stays = bars.header_folded + bars.copies
    assert rows.length >= max(0, min(ROWS * row, room - stays))
    if room >= stays:  # nothing is pressed, and what is folded needs to be
        assert top.length in {bars.header, bars.header_folded}
        assert copies.length == bars.copies
        shown = 0 if sliders is None else sliders.length
        assert shown in {bars.aspects, bars.aspects_folded, 0}
        if room >= stays + ROWS * row + bars.aspects + bars.header - bars.header_folded:
            assert (top.length, shown) == (bars.header, bars.aspects)
