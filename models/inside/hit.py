"""Places that were found inside long sounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.audio.span import Span
from models.audio.units import Frames, SampleId, Seconds
from models.embedding.index.index import Ids
from models.inside.window import WINDOW, sample_of, start_of

EACH = 50
"""Places found in one sound at most: it may repeat itself for hours."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place inside a long sound."""

    sample: SampleId
    start: Seconds
    score: float
    """-1 to 1; 1 is the same sound."""

    def span(self, frames: int, rate: int) -> Span | None:
        """Return its frames in a sound of so many frames; `None`: it lies behind its end."""
        first = round(self.start * rate)
        last = min(frames, first + round(WINDOW * rate))
        return Span(Frames(first), Frames(last)) if first < last else None


FAINT = 0.3
"""Part of the score of the best place below which there is none: other sounds."""


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Windows, and how similar they are to a question."""

    ids: Ids
    onsets: NDArray[np.float64]
    """float64 [windows], seconds from the start of each window to that of its event."""
    scores: NDArray[np.float32]

    def at(self, rows: NDArray[np.intp]) -> Scored:
        """Return some of the windows."""
        return Scored(self.ids[rows], self.onsets[rows], self.scores[rows])


def choose_hits(windows: Scored, limit: int, itself: Sequence[Hit] = ()) -> tuple[Hit, ...]:
    """Return the best places, best first; of windows that overlap only the best one is a place.

    Args:
        windows: In any order.
        limit: Maximum number of places.
        itself: Places of the question, which are not found.
    """
    taken: dict[int, list[float]] = {}
    for one in itself:
        taken.setdefault(one.sample, []).append(one.start)
    own = {sample: len(starts) for sample, starts in taken.items()}
    found: list[Hit] = []
    windows = windows.at(np.lexsort((windows.ids, -windows.scores)))
    samples = sample_of(windows.ids).tolist()
    starts = (start_of(windows.ids) + windows.onsets).tolist()
    for sample, start, score in zip(samples, starts, windows.scores.tolist(), strict=True):
        if len(found) == limit or (found and score < FAINT * found[0].score):
            break
        near = taken.setdefault(sample, [])
        full = len(near) - own.get(sample, 0) >= EACH
        if full or any(abs(start - other) < WINDOW for other in near):
            continue
        near.append(start)
        found.append(Hit(SampleId(sample), Seconds(start), score))
    return tuple(found)
