"""Laws of markers: whatever is done to them, the spans between them partition the sample."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as some

from models.audio.units import Hertz
from models.slices.grid import beats, equal_parts
from models.slices.markers import (
    Markers,
    add_marker,
    make_markers,
    move_marker,
    nearest_marker,
    remove_marker,
    slice_at,
    spans,
    spread,
)
from models.slices.onsets import strong_onsets

LENGTHS = some.integers(1, 5_000)
PLACES = some.lists(some.integers(-10, 5_010), max_size=30)


def assert_partition(markers: Markers, frames: int) -> None:
    found = spans(markers, frames)

    assert found[0].start == 0
    assert found[-1].end == frames
    assert all(one.end == other.start for one, other in pairwise(found))
    assert [one.start for one in found[1:]] == list(markers)
    assert make_markers(markers, frames) == markers


@given(PLACES, LENGTHS)
def test_the_spans_between_any_markers_partition_the_sample(places: list[int], frames: int) -> None:
    assert_partition(make_markers(places, frames), frames)


@given(PLACES, LENGTHS, some.data())
def test_markers_stay_in_order_whatever_is_done_to_them(
    places: list[int], frames: int, data: some.DataObject
) -> None:
    markers = make_markers(places, frames)
    for _ in range(8):
        before, index = markers, data.draw(some.integers(-1, len(markers)))
        place = data.draw(some.integers(-10, frames + 10))
        match data.draw(some.sampled_from(("add", "move", "remove"))):
            case "add":
                markers = add_marker(markers, place, frames)
                assert set(before) <= set(markers) <= {*before, place}
            case "move":
                markers = move_marker(markers, index, place, frames)
                assert len(markers) == len(before)
                assert move_marker(markers, index, place, frames) == markers
            case _:
                markers = remove_marker(markers, index)
                assert set(markers) <= set(before)
        assert_partition(markers, frames)


@given(PLACES, LENGTHS, some.floats(0, 4_999))
def test_a_frame_lies_in_one_slice_and_near_the_nearest_marker(
    places: list[int], frames: int, frame: float
) -> None:
    markers, frame = make_markers(places, frames), min(frame, frames - 0.5)
    near = nearest_marker(markers, frame, 50)

    assert spans(markers, frames)[slice_at(markers, frame)].holds(frame)
    distances = [abs(one - frame) for one in markers]
    if min(distances, default=99.0) <= 50:
        assert near is not None
        assert distances[near] == min(distances)
    else:
        assert near is None


@given(LENGTHS, some.integers(1, 200))
def test_equal_parts_are_equal(frames: int, count: int) -> None:
    markers = equal_parts(frames, count)
    lengths = [one.length for one in spans(markers, frames)]

    assert_partition(markers, frames)
    assert len(lengths) == min(count, frames)
    assert max(lengths) - min(lengths) <= 1


@given(some.integers(1, 10**7), some.floats(40, 300), some.sampled_from((0.25, 1.0, 4.0)))
def test_beats_are_the_frames_of_the_grid(frames: int, tempo: float, per_slice: float) -> None:
    markers = beats(frames, tempo, Hertz(44_100), per_slice)

    assert_partition(markers, frames)
    step = 44_100 * 60 / tempo * per_slice
    for number, one in enumerate(markers, 1):
        assert abs(one - step * number) <= 0.5


@given(some.lists(some.floats(0, 3), max_size=20), some.floats(0, 1), some.floats(0, 1))
def test_more_sensitivity_never_loses_an_onset(
    strengths: list[float], one: float, other: float
) -> None:
    onsets = range(10, 10 + len(strengths))
    few, many = (strong_onsets(onsets, strengths, each, 100) for each in sorted((one, other)))

    assert set(few) <= set(many)
    assert strong_onsets(onsets, strengths, 1.0, 100) == tuple(onsets)
    assert bool(strong_onsets(onsets, strengths, 0.0, 100)) == bool(strengths)


@given(some.sets(some.integers(1, 999)).map(sorted), some.integers(1, 50))
def test_no_slice_between_onsets_is_too_short(onsets: list[int], shortest: int) -> None:
    markers = spread(onsets, 0, 1_000, shortest)
    slices = spans(markers, 1_000)

    assert set(markers) <= set(onsets)
    assert len(slices) == 1 or min(one.length for one in slices) >= shortest
    far = [one for one in onsets if shortest <= one <= 1_000 - shortest]
    assert bool(markers) == bool(far)
