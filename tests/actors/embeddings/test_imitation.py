"""A question by voice is answered by sounds of the same course, heard once more."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile

from actors.embeddings.imitation import by_course, first_results
from models.library.samples import SampleIds
from models.similarity.result import SimilarityResult

RATE = 44_100


def written(path: Path, seconds: float, *, swells: bool = False) -> bytes:
    """Write noise that decays or swells."""
    noise = np.random.default_rng(1).normal(0, 0.1, round(seconds * RATE))
    fall = np.exp(-5 * np.linspace(0, 1, len(noise)))
    soundfile.write(path, noise * (fall[::-1] if swells else fall), RATE)
    return bytes(path)


def result(*scores: float) -> SimilarityResult:
    ids = SampleIds(np.arange(1, 1 + len(scores), dtype=np.int64))
    return SimilarityResult(ids, np.array(scores, np.float32), compared=len(scores))


def test_the_same_course_comes_first_and_what_was_not_heard_stays_behind(tmp_path: Path) -> None:
    take = written(tmp_path / "take.wav", 0.5)
    swell = written(tmp_path / "swell.wav", 0.5, swells=True)
    long = written(tmp_path / "long.wav", 2.0)
    found = result(0.9, 0.85, 0.8, 0.75, 0.7)

    answer = by_course(take, found, (swell, b"/gone.wav", long, take), 5)

    assert answer.ids.array.tolist() == [4, 3, 2, 1, 5]
    assert np.all(np.diff(answer.scores) <= 0)
    assert answer.compared == 5
    assert by_course(take, found, (swell, take), 1).ids.array.tolist() == [2]


def test_a_take_that_cannot_be_read_changes_no_order() -> None:
    found = result(0.9, 0.8, 0.7)

    assert by_course(b"/gone.wav", found, (b"/a.wav",), 2).ids.array.tolist() == [1, 2]
    assert first_results(found, 2).scores.tolist() == found.scores[:2].tolist()
