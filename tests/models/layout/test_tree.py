"""Laws of the containers: nothing overlaps, nothing spills, at any size and any scale."""

from __future__ import annotations

from itertools import combinations, count

from hypothesis import given
from hypothesis import strategies as st

from models.layout.part import Part, share
from models.layout.tree import Box, Column, Flow, Leaf, Margin, Node, Row

lengths = st.floats(0, 900)


@st.composite
def parts(draw: st.DrawFn) -> Part:
    natural = draw(lengths)
    return Part(
        natural,
        draw(st.none() | st.floats(0, max(natural, 0.0))),
        grow=draw(st.sampled_from([0.0, 0.0, 1.0, 2.5])),
        folded=draw(st.none() | st.floats(0, 60)),
        fold=draw(st.integers(0, 3)),
        drop=draw(st.integers(0, 3)),
        overflow=draw(st.sampled_from([False, False, False, True])),
    )


def trees() -> st.SearchStrategy[Node]:
    numbers = count()
    leaves = st.builds(lambda width, height: Leaf(next(numbers), width, height), parts(), parts())
    gaps, margins = st.integers(0, 12), st.builds(Margin, *[st.integers(0, 20)] * 4)
    aligned = st.floats(0, 1)

    def containers(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        children = st.lists(nodes, max_size=5).map(tuple)
        return st.one_of(
            *(
                st.builds(
                    lambda kind, *given, align: kind(*given, align=align),
                    *(st.just(kind), children, gaps, margins),
                    align=aligned,
                )
                for kind in (Row, Column)
            ),
            st.builds(Flow, children, gaps, gaps),
        )

    return st.recursive(leaves, containers, max_leaves=14)


boxes = st.builds(
    Box,
    *(st.integers(-50, 50), st.integers(-50, 50)),
    *(st.integers(0, 2600), st.integers(0, 1500)),
)


@given(trees(), boxes)
def test_no_two_leaves_overlap_and_none_spills(tree: Node, box: Box) -> None:
    spots = list(tree.spots(box))

    assert sorted(spot.key for spot in spots) == sorted(tree.leaves())
    for spot in spots:
        assert box.left <= spot.box.left <= spot.box.right <= box.right
        assert box.bottom <= spot.box.bottom <= spot.box.top <= box.top
        assert spot.there or not spot.box.width
    assert not [pair for pair in combinations(spots, 2) if pair[0].box.meets(pair[1].box)]


@given(st.lists(parts(), max_size=8), st.integers(0, 3000), st.integers(0, 12))
def test_room_is_shared_in_order_and_only_who_says_so_gives_way(
    asked: list[Part], room: int, gap: int
) -> None:
    places = share(asked, room, gap)

    end = 0
    for place in (one for one in places if one is not None):
        assert place.start >= end
        end = place.start + place.length
    assert end <= room
    absent = [one for one, place in zip(asked, places, strict=True) if place is None]
    assert all(one.drop or one.overflow for one in absent)
    plain = [one for one in asked if not one.overflow]
    enough = sum(-(-one.natural // 1) for one in plain) + gap * max(0, len(plain) - 1)
    if enough <= room:  # all that is wanted is given
        assert all(
            place is None if one.overflow else place and place.length >= one.natural
            for one, place in zip(asked, places, strict=True)
        )
        grows = any(one.grow for one in plain)
        assert not grows or end == room


def test_buttons_fold_before_they_are_left_out_and_the_menu_takes_their_place() -> None:
    asked = [
        Part(100, fold=2, folded=40),
        Part(100, fold=1, folded=40, drop=1),
        Part(200, 50),
        Part(30, overflow=True),
    ]

    wide, narrow, tiny = (share(asked, room, 10) for room in (420, 200, 149))
    assert [one and (one.length, one.folded) for one in wide] == [
        *((100, False), (100, False), (200, False), None),
    ]
    assert [one and (one.length, one.folded) for one in narrow] == [
        *((40, True), (40, True), (100, False), None),
    ]
    assert [one and one.length for one in tiny] == [40, None, 59, 30]
