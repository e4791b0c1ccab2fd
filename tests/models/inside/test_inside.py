"""Windows of long sounds, what is kept of them, and which places are found."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.audio.units import SampleId, Seconds
from models.embedding.space.unit_vector import unit
from models.inside.diversity import most_different
from models.inside.hit import EACH, FAINT, Hit, Scored, choose_hits
from models.inside.window import (
    CHUNK,
    HOP,
    LONG,
    MOST,
    WINDOW,
    chunk_count,
    kept_of_chunk,
    sample_of,
    start_of,
    window_count,
    window_ids,
)

lengths = st.floats(0.0, 100_000.0)
places = st.lists(
    st.tuples(st.integers(1, 4), st.integers(0, 60), st.floats(-1, 1, width=16)),
    unique_by=lambda one: one[:2],
    max_size=60,
)


@given(length=lengths)
def test_windows_cover_a_long_sound_and_are_bounded(length: float) -> None:
    count, chunks = window_count(length), chunk_count(length)

    assert (count > 0) is (length > LONG)
    if count:
        last = (count - 1) * HOP
        assert last < length <= last + WINDOW + 1e-6
        assert (chunks - 1) * CHUNK < count <= chunks * CHUNK
        assert chunks * kept_of_chunk(chunks) <= max(MOST, chunks)


@given(sample=st.integers(1, 1 << 40), numbers=st.lists(st.integers(0, (1 << 20) - 1), unique=True))
def test_an_id_tells_sound_and_time(sample: int, numbers: list[int]) -> None:
    ids = window_ids(SampleId(sample), np.array(sorted(numbers), np.int64))

    assert (np.diff(ids) > 0).all()
    assert sample_of(ids).tolist() == [sample] * len(numbers)
    assert start_of(ids).tolist() == [number * HOP for number in sorted(numbers)]


@given(seed=st.integers(0, 1000), count=st.integers(1, 12), kinds=st.integers(2, 6))
def test_the_most_different_windows_are_kept(seed: int, count: int, kinds: int) -> None:
    random = np.random.default_rng(seed)
    middles = unit(np.eye(8, dtype=np.float32)[:kinds])
    which = np.concatenate([np.arange(kinds), random.integers(0, kinds, 40)])
    noise = random.normal(0, 0.01, (len(which), 8)).astype(np.float32)

    chosen = most_different(unit(middles[which] + noise), count)

    assert chosen.tolist() == sorted(set(chosen.tolist()))
    assert len(chosen) == min(count, len(which))
    assert len(set(which[chosen].tolist())) == min(count, kinds)


@given(found=places, own=st.integers(0, 60), limit=st.integers(0, 20))
def test_places_do_not_overlap_each_other_or_the_question(
    found: list[tuple[int, int, float]], own: int, limit: int
) -> None:
    ids = np.array([window_ids(SampleId(s), np.array([n]))[0] for s, n, _ in found], np.int64)
    scores = np.array([score for _s, _n, score in found], np.float32)
    itself = [Hit(SampleId(1), Seconds(float(own)), 1.0)]

    hits = choose_hits(Scored(ids, np.zeros(len(ids)), scores), limit, itself)

    assert len(hits) <= limit
    assert [one.score for one in hits] == sorted((one.score for one in hits), reverse=True)
    for at, hit in enumerate(hits):
        near = [*itself, *hits[:at]]
        assert all(one.sample != hit.sample or abs(one.start - hit.start) >= WINDOW for one in near)
    if limit and any(sample != 1 for sample, _n, _score in found):
        best = max(score for sample, _n, score in found if sample != 1)
        assert hits
        assert hits[0].score >= best
        assert all(one.score >= FAINT * hits[0].score for one in hits[1:])


def test_a_sound_that_repeats_itself_leaves_room_for_others() -> None:
    loop = window_ids(SampleId(1), np.arange(0, 500, 2, dtype=np.int64))
    other = window_ids(SampleId(2), np.array([7], np.int64))
    scores = np.concatenate([np.full(len(loop), 0.9), [0.9 * FAINT + 0.01]]).astype(np.float32)

    ids = np.concatenate([loop, other])

    hits = choose_hits(Scored(ids, np.zeros(len(ids)), scores), 1000)
    shifted = choose_hits(Scored(ids, np.full(len(ids), 0.5), scores), 1000)
    scores[-1] = 0.9 * FAINT - 0.01
    without = choose_hits(Scored(ids, np.zeros(len(ids)), scores), 1000)

    assert [one.sample for one in hits] == [1] * EACH + [2]
    assert [one.start for one in shifted] == [one.start + 0.5 for one in hits]
    assert [one.sample for one in without] == [1] * EACH
