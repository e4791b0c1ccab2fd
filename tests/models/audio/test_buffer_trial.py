"""A buffer on trial stays while it runs clean."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.audio.buffer_trial import (
    ALLOWED,
    GRACE,
    SHORTEST,
    SIZES,
    WINDOW,
    BufferTrial,
    longer_buffer,
)


def test_sizes_are_tried_from_the_shortest_on() -> None:
    tried = [SHORTEST]
    while (longer := longer_buffer(tried[-1])) is not None:
        tried.append(longer)

    assert tuple(tried) == SIZES
    assert longer_buffer(100) == SHORTEST


@given(st.integers(0, 50))
def test_what_happens_while_the_app_starts_does_not_count(dropouts: int) -> None:
    trial = BufferTrial(100.0)

    assert trial.passes(100.0 + GRACE / 2, dropouts)
    assert trial.passes(100.0 + 2 * GRACE, dropouts)


@given(st.lists(st.tuples(st.floats(0.5, 40.0), st.integers(0, 3)), max_size=60))
def test_it_fails_when_more_than_allowed_happen_within_the_window(
    course: list[tuple[float, int]],
) -> None:
    trial, now, total = BufferTrial(0.0), GRACE, 0
    happened: list[float] = []
    for after, new in course:
        now, total = now + after, total + new
        happened += [now] * new
        recent = [at for at in happened if now - at < WINDOW]

        assert trial.passes(now, total) == (len(recent) <= ALLOWED)
