"""The graph of a very large library: kept, brought up to date, built anew when it is damaged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from loguru import logger

from actors.embeddings.extraction import load_model
from actors.embeddings.graph import INDEX, Graph
from actors.embeddings.library_index import LibraryIndex, project
from models.audio.units import SampleId
from models.embedding.features import pack_features, unpack_all_features
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
    centres = chance.normal(0, 1.0, (12, len(space.mean))).astype(np.float32)
    found = []
    for number in range(first, first + count):
        near = np.random.default_rng(number).normal(0, 0.3, len(space.mean))
        features = space.mean + space.spread * (centres[number % 12] + near).astype(np.float32)
        found.append(StoredFeatures(SampleId(number), b"token", pack_features(features)))
    return found


def indexed(space: Space, found: list[StoredFeatures], kept: Space | None = None) -> LibraryIndex:
    """Return the index of these sounds, in the space adapted to them."""
    features = unpack_all_features([row.features for row in found])
    adapted = kept or space.adapted(features)
    return LibraryIndex(adapted, layered(project(adapted, found)), len(found))


def nearest(index: LayeredIndex | GraphIndex, sample: int) -> list[int]:
    vector = index.vectors(np.array([sample]))[0]
    found: list[int] = index.nearest(vector, 10).ids.tolist()
    return found


def linked(memory: LibraryIndex, folder: Path) -> GraphIndex:
    graph = Graph(folder, 2).link(memory, "model")
    assert graph is not None
    return graph


def test_it_answers_as_comparing_with_all_does(space: Space, tmp_path: Path) -> None:
    memory = indexed(space, rows(space, 600))
    graph = linked(memory, tmp_path)

    hits = [
        len(set(nearest(graph, one)) & set(nearest(memory.index, one))) for one in range(1, 600, 20)
    ]
    assert np.mean(hits) > 9.9


def test_the_next_start_takes_it_from_the_disk_with_what_changed(
    space: Space, tmp_path: Path
) -> None:
    before = indexed(space, rows(space, 600))
    linked(before, tmp_path)
    changed = [*rows(space, 560), *rows(space, 30, first=2_000)]
    changed[10] = replace(changed[10], token=b"new", features=changed[300].features)
    memory = indexed(space, changed, before.space)
    graph = linked(memory, tmp_path)

    assert sorted(graph.exact.ids.tolist()) == sorted(memory.index.ids.tolist())
    assert set(nearest(graph, 11)) == set(nearest(memory.index, 11))
    assert 2_005 in nearest(graph, 2_005)
    assert not set(nearest(graph, 5)) & set(range(561, 601))  # what is gone


def test_it_follows_the_library(space: Space, tmp_path: Path) -> None:
    memory = indexed(space, rows(space, 600))
    memory = replace(memory, graph=linked(memory, tmp_path))
    (other,) = rows(space, 1, first=900)
    again = replace(rows(space, 1, first=5)[0], features=other.features)
    changes = VectorChanges(
        None, 1, (again, other), SampleIds(np.array([7])), 1, SampleIds(np.array([8, 9]))
    )
    memory = memory.updated(changes)

    assert memory.graph is not None
    assert sorted(memory.graph.exact.ids.tolist()) == sorted(memory.index.ids.tolist())
    assert nearest(memory.graph, 5)[:2] == nearest(memory.index, 5)[:2] == [5, 900]
    shown = memory.updated(replace(changes, changed=(), gone=SampleIds(), hidden=SampleIds()))
    assert shown.graph is not None
    assert 8 in shown.graph.exact.ids
    assert shown.release().graph is None


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "another model"])
def test_a_damaged_one_is_built_anew_and_that_is_said(
    space: Space, tmp_path: Path, damage: str
) -> None:
    memory = indexed(space, rows(space, 200))
    Graph(tmp_path, 2).link(memory, "other" if damage == "another model" else "model")
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
    graph = linked(memory, tmp_path)
    logger.remove(sink)

    assert "rebuilding" in said[0]
    assert len(graph) == 200
    assert nearest(graph, 7) == nearest(memory.index, 7)


def test_a_sound_with_another_content_is_not_known_any_more(space: Space) -> None:
    memory = indexed(space, rows(space, 30))
    one = Sound(b"/sounds/1.wav", SampleId(1), token=b"token")
    assert memory.has_vector(one)
    assert not memory.has_vector(replace(one, token=b"another"))

    memory = memory.updated(VectorChanges(None, 1, gone=SampleIds(np.array([1, 99]))))
    assert not memory.has_vector(one)
    assert 1 not in nearest(memory.index, 2)

    memory = memory.updated(VectorChanges(None, 2, (), hidden=SampleIds(np.array([2, 20]))))
    assert sorted(memory.index.ids.tolist()) == [*range(3, 20), *range(21, 31)]
    assert not memory.has_vector(replace(one, sample=SampleId(2)))
