"""Whose size a window has, however late it is told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.layout.opening import Size
from models.layout.window_size import SETTLING, WindowSize

SIZES = st.tuples(st.integers(400, 3000), st.integers(400, 2000))


@given(SIZES, st.lists(SIZES, min_size=1, max_size=4), st.data())
def test_former_sizes_that_are_told_late_are_nobodys_change(
    first: Size, ours: list[Size], data: st.DataObject
) -> None:
    known = WindowSize()
    known.left_by_others = known.made = first
    now, clock = first, 0.0
    reported = [first]
    for size in ours:
        known.change(size, now, clock)
        reported += [size, (size[0], now[1]), (now[0], size[1])]
        now = size
        clock += data.draw(st.floats(0, 3))
        for late in data.draw(st.lists(st.sampled_from(reported), max_size=4)):
            clock += data.draw(st.floats(0, 30))
            assert not known.report(late, clock)

    assert (known.left_by_others, known.made) == (first, ours[-1])


def test_another_size_is_the_users_once_ours_had_its_time() -> None:
    known = WindowSize()
    known.left_by_others = known.made = (1000, 700)
    known.change((1050, 1200), (1000, 700), 5.0)

    assert not known.report((1040, 900), 5.0 + SETTLING / 2), "a step on the way"
    assert known.report((1200, 1300), 5.0 + 2 * SETTLING)
    assert known.left_by_others == known.made == (1200, 1300)
    assert known.report((1000, 700), 9.0), "the user may go back"
