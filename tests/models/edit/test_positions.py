"""Positions under an edit, against a list of frame numbers that is edited the same way."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from models.edit.positions import Positions


@st.composite
def _edited(draw: st.DrawFn) -> tuple[Positions, list[int]]:
    """Return positions, and the old frame number of each new frame."""
    frames = draw(st.integers(1, 60))
    start = draw(st.integers(0, frames - 1))
    end = draw(st.integers(start + 1, frames))
    every = list(range(frames))
    match draw(st.sampled_from(("crop", "trim out", "reverse", "nothing"))):
        case "crop":
            return Positions.kept(frames, [(start, end)]), every[start:end]
        case "trim out":
            spans = [(0, start), (end, frames)]
            return Positions.kept(frames, spans), every[:start] + every[end:]
        case "reverse":
            turned = every[:start] + every[start:end][::-1] + every[end:]
            return Positions.reversed(frames, start, end), turned
        case _:
            return Positions.unchanged(frames), every


@given(_edited())
def test_a_frame_moves_to_where_its_value_is(edited: tuple[Positions, list[int]]) -> None:
    """Every kept frame is found at its new number, and removed ones nowhere."""
    positions, now = edited
    assert positions.new == len(now)
    for frame in range(positions.old):
        assert positions.frame(frame) == (now.index(frame) if frame in now else None)
    assert positions.same == (now == list(range(positions.old)))
    back = {frame for start, end in positions.inverse().added() for frame in range(start, end)}
    assert back == set(range(positions.old)) - set(now)


@given(_edited(), st.data())
def test_a_span_holds_the_frames_that_it_held(
    edited: tuple[Positions, list[int]], data: st.DataObject
) -> None:
    """A span that is kept holds its remaining frames and no other; else nothing is returned."""
    positions, now = edited
    start = data.draw(st.integers(0, positions.old - 1))
    end = data.draw(st.integers(start + 1, positions.old))
    held = [frame for frame in now if start <= frame < end]
    found = positions.span(start, end)
    if found is not None:
        assert sorted(now[found[0] : found[1]]) == sorted(held)
    else:
        first = now.index(held[0]) if held else 0
        together = now[first : first + len(held)]
        steps = {one - other for one, other in zip(together[1:], together, strict=False)}
        assert not held or together != held or steps not in ({1}, {-1}, set())


@given(_edited(), st.integers(0, 60))
def test_a_position_stays_within_the_sound(
    edited: tuple[Positions, list[int]], position: int
) -> None:
    """A position is before the frame that it was before, if that is kept."""
    positions, now = edited
    place = positions.place(position)
    assert 0 <= place <= positions.new
    if position in now:
        assert place == now.index(position)


@given(st.integers(1, 10_000), st.integers(1, 400_000), st.integers(1, 400_000))
def test_positions_follow_the_rate(frames: int, old: int, new: int) -> None:
    """At another rate, order is kept, and start and end stay start and end."""
    ratio = Fraction(new, old)
    positions = Positions.resampled(frames, round(frames * ratio), ratio)
    places = [positions.place(at) for at in range(0, frames + 1, max(1, frames // 50))]
    assert places == sorted(places)
    assert positions.place(0) == 0
    assert positions.place(frames) == positions.new
