"""Questions by voice: of the nearest sounds the course of the level is compared, too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from actors.media.error import Unreadable
from actors.media.sound_file import SoundFile
from models.library.samples import SampleIds
from models.similarity.level_curve import LONGEST, LevelCurve, level_curve, refined
from models.similarity.result import SimilarityResult

READ_AGAIN = 60
"""Number of files that are read; some milliseconds each."""


def curve_of(path: bytes) -> LevelCurve | None:
    """Return the curve of a file; `None`: it is silent or cannot be read."""
    try:
        with SoundFile(path) as sound:
            values = sound.read(round(LONGEST * sound.rate))
            return level_curve(np.asarray(values, np.float32).mean(axis=1), sound.rate)
    except Unreadable:
        return None


def by_course(
    take: bytes, found: SimilarityResult, paths: Sequence[bytes], limit: int
) -> SimilarityResult:
    """Return a result whose first sounds are ordered by the course of their levels, too.

    Args:
        take: Path of the recording.
        found: Result of the comparison, best first.
        paths: Of its first sounds; the others stay behind them.
        limit: Maximum number of results.
    """
    asked = curve_of(take)
    if asked is None or not paths:
        return first_results(found, limit)
    scores = found.scores.astype(np.float64)
    count = min(len(paths), len(scores))
    for row, path in enumerate(paths[:count]):
        curve = curve_of(path) if path else None
        # What cannot be read counts as another course of another length.
        scores[row] = refined(scores[row], asked, curve) if curve else scores[row] / 2
    if count < len(scores):  # they were not read, and are not put before what was
        scores[count:] = np.minimum(scores[count:] / 2, scores[:count].min())
    order = np.argsort(-scores, kind="stable")[:limit]
    return _ordered(replace(found, scores=scores.astype(np.float32)), order)


def first_results(found: SimilarityResult, limit: int) -> SimilarityResult:
    """Return the first results, at most `limit`."""
    return _ordered(found, np.arange(min(limit, len(found.ids))))


def _ordered(found: SimilarityResult, order: NDArray[np.intp]) -> SimilarityResult:
    return replace(
        found,
        ids=SampleIds(found.ids.array[order].copy()),
        scores=found.scores[order].copy(),
        parts={aspect: scores[order] for aspect, scores in found.parts.items()},
        reasons=tuple(found.reasons[row] for row in order) if found.reasons else (),
    )
