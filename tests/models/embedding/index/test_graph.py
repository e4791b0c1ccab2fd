"""All ways to search answer alike: comparing all vectors, hnswlib, usearch."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.embedding.index import choice
from models.embedding.index.choice import BYTES, GRAPH_FROM, Kind, graph_kind, memory_of
from models.embedding.index.engine import available_kinds, make_engine
from models.embedding.index.graph import RECALL, GraphIndex
from models.embedding.index.index import Ids, Neighbours
from models.embedding.index.layers import LayeredIndex, layered, make_layer
from models.embedding.space.unit_vector import Vectors, unit

SIZE, COUNT = 32, 2000
KINDS = [pytest.param(kind, id=kind.value) for kind in Kind]
Search = Callable[[LayeredIndex, np.ndarray, int], Neighbours]


def clustered(count: int, seed: int = 1) -> Vectors:
    """Return vectors as those of sounds are: in some directions far more than in others."""
    source = np.random.default_rng(seed)
    centres = np.random.default_rng(0).normal(size=(50, 6)) @ np.random.default_rng(0).normal(
        size=(6, SIZE)
    )
    near = centres[source.integers(0, 50, count)] + 0.3 * source.normal(size=(count, SIZE))
    return unit(near.astype(np.float32))


def numbers(count: int, first: int = 0) -> Ids:
    return np.arange(first, first + count, dtype=np.int64) * 3


def library(count: int = COUNT, seed: int = 1) -> LayeredIndex:
    marks = np.arange(count, dtype=np.uint64) + np.uint64(1000 * seed)
    return layered(make_layer(numbers(count), marks, clustered(count, seed)))


def changed(index: LayeredIndex, ids: Ids, gone: Ids, seed: int) -> LayeredIndex:
    """Return the index with vectors added or replaced, and others gone."""
    marks = ids.astype(np.uint64) + np.uint64(1_000_000 * seed)
    return index.changed(gone, make_layer(ids, marks, clustered(len(ids), seed)))


def linked(index: LayeredIndex, kind: Kind) -> GraphIndex:
    graph = GraphIndex(make_engine(kind, index.size, index.count))
    graph.follow(index)
    graph.link(index, index.count, 1)
    return graph


@pytest.fixture(scope="module", params=KINDS)
def graph(request: pytest.FixtureRequest) -> GraphIndex:
    """A graph of `library()`; not to be changed."""
    kind: Kind = request.param
    return linked(library(), kind)


def test_nearly_all_true_neighbours_are_found(graph: GraphIndex) -> None:
    assert graph.tune_recall(library())
    assert graph.recall(library()) >= RECALL


@pytest.mark.parametrize("count", [1, 10, 200])
def test_scores_and_order_are_those_of_an_exact_search(graph: GraphIndex, count: int) -> None:
    index = library()
    for asked in clustered(20, 5):
        found, wanted = graph.nearest(index, asked, count), index.nearest(asked, count)
        both = np.isin(found.ids, wanted.ids)
        assert both.mean() >= 0.9
        assert found.scores[0] == wanted.scores[0]
        shared = np.isin(wanted.ids, found.ids)
        assert found.ids[both].tolist() == wanted.ids[shared].tolist()
        assert found.scores[both].tolist() == wanted.scores[shared].tolist()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [0, 1, 5])
def test_more_than_there_is_can_be_asked_for(kind: Kind, count: int) -> None:
    index = library(count)
    assert len(linked(index, kind).nearest(index, clustered(1, 5)[0], 10).ids) == count


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_after_any_changes_it_answers_as_the_library_is(kind: Kind, data: st.DataObject) -> None:
    """Whatever is added, replaced, removed, hidden, shown and linked, in any order."""
    index = library(200)
    graph = linked(index, kind)
    some = st.lists(st.integers(0, 260), max_size=60, unique=True)
    for turn in range(data.draw(st.integers(1, 6))):
        added, gone = (np.array(data.draw(some), np.int64) * 3 for _ in range(2))
        hidden = np.array(data.draw(some), np.int64) * 3
        index = changed(index, added, gone, turn + 2).hiding(hidden)
        graph.follow(index, np.union1d(added, gone))
        graph.link(index, data.draw(st.sampled_from([0, 20, 1000])), 1)
    for asked in clustered(5, 9):
        found, wanted = graph.nearest(index, asked, 20), index.nearest(asked, 20)
        assert len(found.ids) == len(wanted.ids)
        assert np.isin(found.ids, index.ids).all()
        assert np.isin(found.ids, wanted.ids).mean() >= 0.9
    again = GraphIndex(graph.engine, graph.ids, graph.marks)
    again.follow(index)
    assert again.beside.tolist() == graph.beside.tolist()
    assert again.ids.tolist() == graph.ids.tolist()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_hidden_and_shown_again_costs_nothing(kind: Kind) -> None:
    index = library(300)
    graph = linked(index, kind)
    asked = index.vectors(numbers(1, 7))[0]
    away = index.hiding(index.nearest(asked, 150).ids)  # what lies near, so that the search widens
    graph.follow(away)
    assert len(graph.beside) == 0
    assert graph.nearest(away, asked, 10).ids.tolist() == away.nearest(asked, 10).ids.tolist()
    assert graph.nearest(index, asked, 1).ids.tolist() == numbers(1, 7).tolist()


@pytest.mark.parametrize("kind", KINDS)
def test_many_changes_do_not_make_it_miss(kind: Kind) -> None:
    index = library(300)
    graph = linked(index, kind)
    for turn in range(8):
        ids = numbers(100, turn * 70 % 200)
        index = changed(index, ids, ids[:0], turn + 2)
        graph.follow(index, ids)
        graph.link(index, 1000, 1)

    assert graph.recall(index) >= RECALL
    assert graph.needs_rebuild
    assert not linked(index, kind).needs_rebuild


@pytest.mark.parametrize("kind", KINDS)
def test_vectors_without_any_order_are_not_found_along_a_graph(
    kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.embedding.index.graph.MOST_SEARCHED", 64)
    random = np.random.default_rng(1).normal(size=(4000, 256)).astype(np.float32)
    index = layered(make_layer(numbers(4000), numbers(4000).astype(np.uint64), unit(random)))

    assert not linked(index, kind).tune_recall(index)


def test_a_disk_that_is_full_is_noticed(graph: GraphIndex) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")

    with pytest.raises(OSError, match="graph of neighbours"):
        graph.engine.save(Path("/dev/full"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_that_is_not_installed_is_not_offered(kind: Kind) -> None:
    module = kind.value.split()[0]
    code = (
        "import sys; from importlib import machinery\n"
        f"find = machinery.PathFinder.find_spec\n"
        "machinery.PathFinder.find_spec = lambda name, *more:"
        f" None if name == {module!r} else find(name, *more)\n"
        "import actors.embeddings.store; from models.embedding.index import engine\n"
        "print(*(kind.name for kind in engine.available_kinds()))"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert ran.stdout.split() == [other.name for other in available_kinds() if other is not kind]


@given(
    sounds=st.integers(0, 20_000_000),
    megabytes=st.floats(0, 30_000),
    kinds=st.sampled_from([(), (Kind.FLOATS,), (Kind.BYTES,), tuple(Kind)]),
)
def test_the_most_precise_that_fits_is_taken_else_the_smallest(
    sounds: int, megabytes: float, kinds: tuple[Kind, ...]
) -> None:
    kind = graph_kind(sounds, 272, megabytes, kinds)
    fits = [one for one in kinds if memory_of(one, sounds, 272) <= megabytes * 1e6]
    if sounds < GRAPH_FROM or not kinds:
        assert kind is None
    elif fits:
        assert kind is fits[0]
    else:
        assert kind is kinds[-1]
    assert set(BYTES) == set(Kind)


def test_the_default_takes_floats_for_a_million_and_bytes_for_three() -> None:
    kinds = tuple(Kind)
    assert graph_kind(1_000_000, 272, choice.GRAPH_MB, kinds) is Kind.FLOATS
    assert graph_kind(3_000_000, 272, choice.GRAPH_MB, kinds) is Kind.BYTES
