"""Columns are centred where the view says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from models.waveform.spectral.time_window import time_window
from models.waveform.view import View


@given(
    some.integers(1, 10**9),
    some.integers(1, 500),
    some.floats(1e-6, 1.0),
    some.integers(-300, 300),
)
def test_every_column_looks_at_its_own_middle(
    frames: int, width: int, zoom: float, pan: int
) -> None:
    view = View.fit(frames, width).zoomed(zoom, width / 3).panned(pan)
    found = time_window(view)

    assert len(found.columns) >= width - 2
    for column, centre in zip(found.columns, found.centres, strict=True):
        assert abs(centre - view.frame_at(column + 0.5)) <= 1 + 1e-6


def test_columns_beside_the_sample_look_nowhere() -> None:
    view = View(frames=1_000, width=10, origin=-300.0, spp=200.0, column=0)

    assert time_window(view).columns.tolist() == [1, 2, 3, 4, 5, 6]


@given(some.floats(0.02, 900), some.integers(-50, 50))
def test_a_pan_moves_no_column(spp: float, pan: int) -> None:
    view = View(frames=100_000, width=100, origin=0.1, spp=spp, column=7)
    moved = View(frames=100_000, width=100, origin=0.1, spp=spp, column=7 + pan)
    seen = dict(
        zip(time_window(view).columns.tolist(), time_window(view).centres.tolist(), strict=True)
    )

    for column, centre in zip(time_window(moved).columns, time_window(moved).centres, strict=True):
        assert seen.get(column + pan, centre) == centre
