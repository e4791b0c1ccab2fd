"""Coverage is a set of frames, independent of the order of insertion."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.audio.coverage import Coverage

LENGTH = 40
pieces = st.lists(st.tuples(st.integers(-3, LENGTH + 3), st.integers(-3, LENGTH + 3)), max_size=12)


def built(parts: list[tuple[int, int]]) -> tuple[Coverage, set[int]]:
    coverage, there = Coverage(LENGTH), set[int]()
    for start, end in parts:
        coverage.add(start, end)
        there |= set(range(max(0, start), min(end, LENGTH)))
    return coverage, there


@given(pieces, st.integers(0, LENGTH - 1))
def test_a_run_ends_at_the_first_frame_that_lacks(parts: list[tuple[int, int]], frame: int) -> None:
    coverage, there = built(parts)

    run_length = coverage.run_length(frame)

    assert set(range(frame, frame + run_length)) <= there
    assert frame + run_length not in there


@given(pieces)
def test_it_is_complete_when_every_frame_is_there(parts: list[tuple[int, int]]) -> None:
    coverage, there = built(parts)

    assert coverage.complete == (len(there) == LENGTH)


@given(pieces, st.integers(0, LENGTH - 1))
def test_a_gap_lacks_from_end_to_end_and_comes_soonest(
    parts: list[tuple[int, int]], frame: int
) -> None:
    coverage, there = built(parts)
    first_gap = [f for f in [*range(frame, LENGTH), *range(frame)] if f not in there]

    gap = coverage.gap(frame)

    assert (gap is None) == (not first_gap)
    if gap is not None:
        assert gap.start == first_gap[0]
        assert not set(range(gap.start, gap.end)) & there
        assert gap.end == LENGTH or gap.end in there


@given(pieces, st.integers(0, LENGTH - 1))
def test_filling_gap_after_gap_comes_to_an_end(parts: list[tuple[int, int]], frame: int) -> None:
    coverage, _ = built(parts)

    for _ in range(LENGTH + 1):
        if (gap := coverage.gap(frame)) is None:
            break
        coverage.add(gap.start, gap.end)

    assert coverage.complete


def test_nothing_cannot_be_covered() -> None:
    with pytest.raises(ValueError, match="nothing to cover"):
        Coverage(0)


@given(pieces, pieces)
def test_what_is_removed_is_there_no_longer(
    parts: list[tuple[int, int]], gone: list[tuple[int, int]]
) -> None:
    coverage, there = built(parts)
    for start, end in gone:
        coverage.remove(start, end)
        there -= set(range(start, end))

    assert {frame for span in coverage.spans for frame in range(span.start, span.end)} == there
    assert all(coverage.run_length(frame) == 0 for frame in range(LENGTH) if frame not in there)


@given(pieces, st.integers(0, LENGTH), st.integers(0, LENGTH))
def test_the_first_that_lacks_of_a_stretch(
    parts: list[tuple[int, int]], start: int, end: int
) -> None:
    coverage, there = built(parts)
    first_gap = [frame for frame in range(start, end) if frame not in there]

    gap = coverage.first_gap(start, end)

    assert (gap is None) == (not first_gap)
    if gap is not None:
        assert gap.start == first_gap[0]
        assert all(frame not in there for frame in range(gap.start, gap.end))
        assert gap.end == end or gap.end in there
