"""Only persistent drift is corrected."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.audio.drift import AGREEING, TOLERANCE, Drift
from models.audio.units import Seconds


@pytest.mark.parametrize("lag", [0.006, -0.006, 3.0])
def test_what_stays_wrong_is_noticed_once(lag: float) -> None:
    drift = Drift()

    noticed = [drift.exceeded(Seconds(lag)) for _ in range(2 * AGREEING)]

    assert noticed == ([False] * (AGREEING - 1) + [True]) * 2


@given(st.lists(st.floats(-1, 1), max_size=40))
def test_it_takes_five_on_one_side(lags: list[float]) -> None:
    drift, since = Drift(), 0
    for index, lag in enumerate(lags):
        last = lags[max(since, index + 1 - AGREEING) : index + 1]
        wrong = len(last) == AGREEING and (min(last) > TOLERANCE or max(last) < -TOLERANCE)

        assert drift.exceeded(Seconds(lag)) == wrong
        since = index + 1 if wrong else since
