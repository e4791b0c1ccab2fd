"""Laws of the index of windows: filters hold, and layers change nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.embeddings.extraction import load_model
from actors.embeddings.inside import window_index
from actors.embeddings.inside.window_index import WindowIndex, project_chunks
from models.audio.units import SampleId
from models.embedding.index.layers import layered
from models.embedding.outline import outline_of
from models.inside.chunk import EmbeddedChunk
from models.inside.hit import EACH, FAINT
from models.inside.window import WINDOW, WINDOW_TYPE, sample_of, start_of
from models.library.samples import SampleIds

SPACE = outline_of(load_model()).first.shipped


def chunk(sample: int, seed: int, count: int) -> EmbeddedChunk:
    """Return the windows of a sound, few of which are alike."""
    chance = np.random.default_rng(seed)
    windows = np.zeros(count, WINDOW_TYPE)
    windows["number"] = np.sort(chance.choice(60, count, replace=False))
    noise = chance.normal(0, 1, (count, len(SPACE.mean)))
    features = (SPACE.mean + noise * SPACE.spread).astype("<f2")
    return EmbeddedChunk(SampleId(sample), 0, b"1", windows.tobytes(), features.tobytes())


sounds = st.dictionaries(
    st.integers(1, 6), st.tuples(st.integers(0, 99), st.integers(1, 20)), min_size=1
)


@settings(max_examples=40)
@given(known=sounds, later=sounds, among=st.sets(st.integers(1, 7)), limit=st.integers(1, 30))
def test_places_are_the_best_of_what_filters_leave_whatever_the_layers(
    known: dict[int, tuple[int, int]],
    later: dict[int, tuple[int, int]],
    among: set[int],
    limit: int,
) -> None:
    first = [chunk(sample, *known[sample]) for sample in sorted(known)]
    index = WindowIndex(SPACE, layered(project_chunks(SPACE, first)))
    newer = [chunk(sample, *later[sample]) for sample in sorted(later)]
    index = index.changed(SampleIds(np.array(sorted(later), np.int64)), newer, 5)
    every = {**known, **later}
    whole = project_chunks(SPACE, [chunk(sample, *every[sample]) for sample in sorted(every)])
    question = whole.vectors[0]

    hits, compared = index.find(question, np.array(sorted(among), np.int64), limit)
    alone = WindowIndex(SPACE, layered(whole))
    same, _ = alone.find(question, np.array(sorted(among), np.int64), limit)

    left = np.isin(sample_of(whole.ids), sorted(among))
    assert compared == int(left.sum())
    assert {one.sample for one in hits} <= among
    assert [(one.sample, one.start) for one in hits] == [(one.sample, one.start) for one in same]
    assert len(hits) <= limit
    if left.any():
        scores = whole.vectors[left] @ question
        assert hits[0].score == np.float32(scores.max()) or np.isclose(hits[0].score, scores.max())
        assert all(one.score >= FAINT * hits[0].score for one in hits[1:])
        places = {
            (sample, start): score
            for sample, start, score in zip(
                sample_of(whole.ids[left]).tolist(),
                start_of(whole.ids[left]).tolist(),
                scores.tolist(),
                strict=True,
            )
        }
        assert all(np.isclose(places[one.sample, one.start], one.score, atol=1e-5) for one in hits)
        # What is better than the last place overlaps a place, or its sound has enough of them.
        if len(hits) < limit:
            for (sample, start), score in places.items():
                if score >= max(FAINT * hits[0].score, hits[-1].score):
                    own = [one.start for one in hits if one.sample == sample]
                    near = any(abs(start - other) <= 2 * WINDOW for other in own)
                    assert near or len(own) == EACH


def test_of_very_many_windows_those_of_the_kind_are_compared_whatever_the_layers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(window_index, "SIMILAR", 8)
    chunks = [chunk(sample, sample, 20) for sample in range(1, 5)]
    whole = project_chunks(SPACE, chunks)
    alone = WindowIndex(SPACE, layered(whole))
    empty = WindowIndex(SPACE, layered(project_chunks(SPACE, chunks[:2])))
    both = empty.changed(SampleIds(np.array([3, 4], np.int64)), chunks[2:], 1)
    among = np.array([1, 3, 4], np.int64)
    question = whole.vectors[-1]

    found = [index.find(question, among, 5) for index in (alone, both)]
    both.release()
    found.append(both.find(question, among, 5))

    assert [[(hit.sample, hit.start) for hit in hits] for hits, _ in found[1:]] == [
        [(hit.sample, hit.start) for hit in found[0][0]]
    ] * 2
    assert found[0][0][0].sample == 4
    assert found[0][0][0].score == pytest.approx(1.0, abs=1e-5)
    assert {compared for _, compared in found} == {60}
