"""Dropouts of the last minute are those that came in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.audio.buffer_trial import GRACE
from models.audio.dropout_rate import MINUTE, DropoutRate


@given(st.lists(st.tuples(st.floats(0, 30), st.integers(0, 5)), max_size=40))
def test_the_rate_is_that_of_a_count_by_hand(steps: list[tuple[float, int]]) -> None:
    rate, now, total = DropoutRate(0.0), 0.0, 0
    came: list[tuple[float, int]] = []
    for wait, new in steps:
        now, total = now + wait, total + new
        came.append((now, new))
        expected = sum(number for at, number in came if at >= GRACE and at > now - MINUTE)

        assert rate.count(now, total) == expected


def test_a_restarted_output_counts_from_nothing() -> None:
    rate = DropoutRate(-GRACE)
    rate.count(0.0, 7)

    assert rate.count(1.0, 0) == 7
    assert rate.count(2.0, 2) == 9
    assert rate.count(MINUTE + 3.0, 2) == 0
