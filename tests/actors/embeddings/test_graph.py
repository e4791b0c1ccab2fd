"""The graph of a very large library: kept, brought up to date, built anew when it is damaged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import trio
import trio.lowlevel
from loguru import logger

from actors.embeddings import graph as building
from actors.embeddings.extraction import load_model
from actors.embeddings.graph import INDEX, Graph
from actors.embeddings.library_index import LibraryIndex, project
from models.audio.units import SampleId
from models.embedding.features import pack_features, unpack_all_features
from models.embedding.index.choice import Kind
from models.embedding.index.graph import GraphIndex
from models.embedding.index.layers import LayeredIndex, layered
from models.embedding.space.space import Space
from models.library.features import StoredFeatures
from models.library.samples import SampleIds
from models.library.vector_changes import VectorChanges
from models.similarity.reference_sound import Sound


@pytest.fixture(scope="module")
def space() -> Space:
    return load_model().space


def rows(space: Space, count: int, first: int = 1) -> list[StoredFeatures]:
    """Return sounds that lie around a few centres."""
    chance = np.random.default_rng(5)
    learned = space.learned
    assert learned is not None
    centres = chance.normal(0, 1.0, (12, space.inputs)).astype(np.float32)
    found = []
    for number in range(first, first + count):
        near = np.random.default_rng(number).normal(0, 0.3, space.inputs)
        features = learned.mean + learned.spread * (centres[number % 12] + near).astype(np.float32)
        found.append(StoredFeatures(SampleId(number), b"token", pack_features(features)))
    return found


def indexed(space: Space, found: list[StoredFeatures], kept: Space | None = None) -> LibraryIndex:
    """Return the index of these sounds, in the space adapted to them."""
    features = unpack_all_features([row.features for row in found])
    adapted = kept or space.adapted(features)
    return LibraryIndex(adapted, layered(project(adapted, found)), len(found))


def nearest(memory: LibraryIndex, sample: int, graph: GraphIndex | None = None) -> list[int]:
    index = memory.index
    vector = index.vectors(np.array([sample]))[0]
    exact = index.nearest(vector, 10)
    found: list[int] = (exact if graph is None else graph.nearest(index, vector, 10)).ids.tolist()
    return found


async def linked(memory: LibraryIndex, folder: Path, kind: Kind, name: str = "model") -> GraphIndex:
    graph = await Graph(folder, 2).link(memory, name, kind)
    assert graph is not None
    return graph


def known(graph: GraphIndex) -> list[int]:
    """Return the samples of a graph, ascending."""
    found: list[int] = np.sort(graph.ids[graph.ids >= 0]).tolist()
    return found


@pytest.mark.parametrize("kind", Kind)
async def test_it_answers_as_comparing_with_all_does(
    space: Space, tmp_path: Path, kind: Kind
) -> None:
    memory = indexed(space, rows(space, 600))
    graph = await linked(memory, tmp_path, kind)

    hits = [
        len(set(nearest(memory, one, graph)) & set(nearest(memory, one)))
        for one in range(1, 600, 20)
    ]
    assert np.mean(hits) > 9.9


@pytest.mark.parametrize("kind", Kind)
async def test_the_next_start_takes_it_from_the_disk_with_what_changed(
    space: Space, tmp_path: Path, kind: Kind
) -> None:
    before = indexed(space, rows(space, 600))
    await linked(before, tmp_path, kind)
    changed = [*rows(space, 560), *rows(space, 30, first=2_000)]
    changed[10] = replace(changed[10], token=b"new", features=changed[300].features)
    memory = indexed(space, changed, before.space)
    graph = await linked(memory, tmp_path, kind)

    assert known(graph) == sorted(memory.index.ids.tolist())
    assert len(graph.ids) == 600 + 30 + 1  # nothing else was added
    assert set(nearest(memory, 11, graph)) == set(nearest(memory, 11))
    assert 2_005 in nearest(memory, 2_005, graph)
    assert not set(nearest(memory, 5, graph)) & set(range(561, 601))  # what is gone


async def test_it_follows_the_library(space: Space, tmp_path: Path) -> None:
    memory = indexed(space, rows(space, 600))
    memory = replace(memory, graph=await linked(memory, tmp_path, Kind.FLOATS))
    (other,) = rows(space, 1, first=900)
    again = replace(rows(space, 1, first=5)[0], features=other.features, token=b"new")
    changes = VectorChanges(
        None, 1, (again, other), SampleIds(np.array([7])), 1, SampleIds(np.array([8, 9]))
    )
    memory = memory.updated(changes)

    graph = memory.graph
    assert graph is not None
    assert graph.beside.tolist() == [5, 900]
    assert 7 not in known(graph)
    assert nearest(memory, 5, graph)[:2] == nearest(memory, 5)[:2] == [5, 900]
    assert not {7, 8, 9} & set(nearest(memory, 20, graph))
    shown = memory.updated(replace(changes, changed=(), gone=SampleIds(), hidden=SampleIds()))
    assert shown.graph is graph
    assert 8 in nearest(shown, 8, graph)
    assert shown.release().graph is None


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("way", ["cancelled", "killed"])
async def test_a_build_that_ended_early_goes_on_where_it_was(
    space: Space, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: Kind, way: str
) -> None:
    monkeypatch.setattr(building, "PART", 50)
    monkeypatch.setattr(building, "OFTEN", -1.0 if way == "killed" else 60.0)
    monkeypatch.setattr(building, "SHARE", 0)
    memory = indexed(space, rows(space, 600))
    first = Graph(tmp_path, 1)
    added = list[int]()
    link = GraphIndex.link

    def counted(graph: GraphIndex, index: LayeredIndex, count: int, threads: int) -> None:
        added.append(min(count, len(graph.beside)))
        link(graph, index, count, threads)

    monkeypatch.setattr(GraphIndex, "link", counted)
    with trio.CancelScope() as scope:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(first.link, memory, "model", kind)
            while sum(added) < 300:
                await trio.lowlevel.checkpoint()
            scope.cancel()
    assert sum(added) < 600
    # After a kill nothing is left but the file.
    graph = await (first if way == "cancelled" else Graph(tmp_path, 1)).link(memory, "model", kind)

    assert graph is not None
    assert known(graph) == sorted(memory.index.ids.tolist())
    # A part that was added but not saved yet is added again.
    assert 600 <= sum(added) <= 600 + (0 if way == "cancelled" else 2 * 50)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "another model"])
async def test_a_damaged_one_is_built_anew_and_that_is_said(
    space: Space, tmp_path: Path, damage: str, kind: Kind
) -> None:
    memory = indexed(space, rows(space, 200))
    await linked(memory, tmp_path, kind, "other" if damage == "another model" else "model")
    content = bytearray((tmp_path / INDEX).read_bytes())
    if damage == "cut":
        content = content[:-100]
    elif damage == "flipped":
        content[-50] ^= 1
    elif damage == "empty":
        content = bytearray()
    (tmp_path / INDEX).write_bytes(content)
    said: list[str] = []
    sink = logger.add(said.append, level="WARNING", format="{message}")
    graph = await linked(memory, tmp_path, kind)
    logger.remove(sink)

    assert "rebuilding" in said[0]
    assert len(graph.ids) == 200
    assert nearest(memory, 7, graph) == nearest(memory, 7)


def test_a_sound_with_another_content_is_not_known_any_more(space: Space) -> None:
    memory = indexed(space, rows(space, 30))
    one = Sound(b"/sounds/1.wav", SampleId(1), token=b"token")
    assert memory.has_vector(one)
    assert not memory.has_vector(replace(one, token=b"another"))

    memory = memory.updated(VectorChanges(None, 1, gone=SampleIds(np.array([1, 99]))))
    assert not memory.has_vector(one)
    assert 1 not in nearest(memory, 2)

    memory = memory.updated(VectorChanges(None, 2, (), hidden=SampleIds(np.array([2, 20]))))
    assert sorted(memory.index.ids.tolist()) == [*range(3, 20), *range(21, 31)]
    assert not memory.has_vector(replace(one, sample=SampleId(2)))
