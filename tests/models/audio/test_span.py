"""A span is ordered, never negative and never empty."""

from __future__ import annotations

import pytest

from models.audio.span import Span
from models.audio.units import Frames


@pytest.mark.parametrize(("start", "end"), [(5, 5), (6, 5), (-1, 5)])
def test_what_is_no_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(Frames(start), Frames(end))


def test_its_end_is_outside() -> None:
    span = Span(Frames(2), Frames(5))

    assert span.length == 3
    assert [frame for frame in range(8) if span.holds(frame)] == [2, 3, 4]


@pytest.mark.parametrize(("frames", "wanted"), [(10, (2, 5)), (4, (2, 4)), (2, None), (0, None)])
def test_it_is_cut_to_the_sample(frames: int, wanted: tuple[int, int] | None) -> None:
    cut = Span(Frames(2), Frames(5)).clamped(Frames(frames))

    assert (cut and (cut.start, cut.end)) == wanted
