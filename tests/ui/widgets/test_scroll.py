"""What is seen of a list, and how far it scrolls."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.scroll import Scroll


@st.composite
def scrolls(draw: st.DrawFn) -> Scroll:
    """Return a scrolled list of rows, of which some may stand below headings."""
    count = draw(st.integers(0, 1_000_000))
    scroll = Scroll(count, draw(st.integers(1, 200)), draw(st.integers(0, 3000)))
    if count and draw(st.booleans()):
        rows = draw(st.sets(st.integers(0, min(count, 60) - 1), max_size=20))
        scroll = scroll.under(tuple(sorted(rows)), draw(st.integers(0, 60)))
    return scroll.to(draw(st.floats(0, 1)) * scroll.most)


def test_rows_seen_in_part_at_either_edge_are_shown() -> None:
    assert Scroll(count=100, tall=36, room=100).to(30).shown == (0, 4)


def test_an_empty_list_shows_nothing() -> None:
    assert Scroll(count=0, tall=36, room=100).shown == (0, 0)


def test_revealing_shows_what_comes_next() -> None:
    few = Scroll(count=100, tall=10, room=29)  # no room for neighbours
    assert few.revealing(5).offset == 31
    assert few.to(500).revealing(5).offset == 50
    more = Scroll(count=100, tall=10, room=85)
    assert more.revealing(20).offset == 210 + 20 - 85
    assert more.to(500).revealing(20).offset == 200 - 20
    assert more.revealing(99).offset == more.most
    assert more.to(500).revealing(0).offset == 0


def test_higher_rows_keep_the_first_one_first() -> None:
    assert Scroll(count=1000, tall=36, room=400).to(360).sized(48).shown[0] == 10


def test_a_thumb_is_never_too_short_to_take() -> None:
    place = Scroll(count=1_000_000, tall=36, room=500).thumb(44)

    assert place == (0, 44)


def test_no_thumb_where_all_is_seen() -> None:
    assert Scroll(count=10, tall=36, room=360).thumb(44) is None


@given(scrolls(), st.floats(-1e9, 1e9))
def test_no_way_of_scrolling_leaves_the_rows(scroll: Scroll, pixels: float) -> None:
    moved = scroll.by(pixels)

    assert 0 <= moved.offset <= moved.most


@given(scrolls())
def test_the_shown_rows_are_exactly_those_at_some_depth(scroll: Scroll) -> None:
    first, count = scroll.shown
    seen = {scroll.row_at(depth) for depth in range(scroll.room)} - {None}

    assert seen == set(range(first, first + count))


@given(scrolls())
def test_there_are_slots_for_all_rows_that_are_seen(scroll: Scroll) -> None:
    assert scroll.shown[1] <= scroll.slots


@given(scrolls(), st.integers(0, 1_000_000))
def test_a_revealed_row_is_seen_whole_or_fills_the_room(scroll: Scroll, number: int) -> None:
    if not scroll.count:
        return
    row = number % scroll.count
    depth = scroll.revealing(row).depth(row)
    laid_out = scroll.room >= scroll.tall  # before that its heading comes first
    lowest = scroll.room - scroll.tall if laid_out else scroll.head

    assert min(0, scroll.room - scroll.tall) <= depth <= lowest


@given(scrolls(), st.integers(0, 1_000_000))
def test_the_rows_beside_a_revealed_one_are_seen(scroll: Scroll, number: int) -> None:
    if not scroll.count or scroll.room < 5 * (scroll.tall + scroll.head):
        return
    row = number % scroll.count
    revealed = scroll.revealing(row)
    for beside in range(max(0, row - 2), min(scroll.count, row + 3)):
        assert 0 <= revealed.depth(beside) <= scroll.room - scroll.tall


@given(scrolls(), st.integers(0, 1_000_000))
def test_revealing_again_moves_nothing(scroll: Scroll, number: int) -> None:
    if scroll.tall > scroll.room:
        return
    row = number % max(1, scroll.count)
    revealed = scroll.revealing(row)

    assert revealed.revealing(row) == revealed


@given(scrolls(), st.integers(1, 60))
def test_a_thumb_that_is_not_moved_scrolls_nothing(scroll: Scroll, least: int) -> None:
    place = scroll.thumb(least)
    if place is None or place[1] == scroll.room:
        return

    assert abs(scroll.dragged(place[0], least).offset - scroll.offset) < 0.01


@given(scrolls(), st.integers(1, 60))
def test_the_thumb_stays_on_its_bar(scroll: Scroll, least: int) -> None:
    place = scroll.thumb(least)
    if place is not None:
        assert 0 <= place[0] <= place[0] + place[1] <= scroll.room + 1e-6


def test_headings_keep_the_first_row_where_it_is_and_belong_to_their_row() -> None:
    plain = Scroll(count=100, tall=10, room=95).to(205)
    headed = plain.under((0, 10, 21, 30), 6)

    assert headed.depth(20) == plain.depth(20)
    assert headed.depth(21) == plain.depth(21) + 6
    assert headed.row_at(headed.depth(21) - 3) == 21
    assert headed.most == plain.most + 4 * 6
    assert headed.under((), 0) == plain
