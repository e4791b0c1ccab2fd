"""The graph of a very large library: kept, brought up to date, built anew when it is damaged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from loguru import logger

from actors.embeddings.extraction import load_model
from actors.embeddings.graph import INDEX, Graph
from actors.embeddings.library_index import LibraryIndex, build_index
from models.audio.units import SampleId
from models.embedding.features import pack_features
from models.embedding.index.graph import GraphIndex
from models.embedding.space.space import Space
from models.library.features import SampleFeatures
from models.similarity.reference_sound import Sound


@pytest.fixture(scope="module")
def space() -> Space:
    return load_model().space


def rows(space: Space, count: int, first: int = 1) -> list[SampleFeatures]:
    """Return sounds that lie around a few centres."""
    chance = np.random.default_rng(5)
    centres = chance.normal(0, 1.0, (12, len(space.mean))).astype(np.float32)
    found = []
    for number in range(first, first + count):
        near = np.random.default_rng(number).normal(0, 0.3, len(space.mean))
        features = space.mean + space.spread * (centres[number % 12] + near).astype(np.float32)
        path = f"/sounds/{number}.wav".encode()
        found.append(SampleFeatures(SampleId(number), path, b"token", pack_features(features)))
    return found


def nearest(memory: LibraryIndex, sample: int) -> list[int]:
    vector = memory.exact.vectors(np.array([sample]))[0]
    found: list[int] = memory.index.nearest(vector, 10).ids.tolist()
    return found


def test_it_answers_as_comparing_with_all_does(space: Space, tmp_path: Path) -> None:
    memory = build_index(space, rows(space, 600))
    linked = Graph(tmp_path, 2).link(memory, "model")

    assert isinstance(linked.index, GraphIndex)
    hits = [len(set(nearest(linked, one)) & set(nearest(memory, one))) for one in range(1, 600, 20)]
    assert np.mean(hits) > 9.9


def test_the_next_start_takes_it_from_the_disk_with_what_changed(
    space: Space, tmp_path: Path
) -> None:
    Graph(tmp_path, 2).link(build_index(space, rows(space, 600)), "model")
    graph = Graph(tmp_path, 2)
    kept = graph.space(600, space)
    assert kept is not None
    changed = [*rows(space, 560), *rows(space, 30, first=2_000)]
    changed[10] = SampleFeatures(changed[10].sample, b"/other.wav", b"new", changed[300].features)
    memory = build_index(space, changed, kept)
    linked = graph.link(memory, "model")

    assert isinstance(linked.index, GraphIndex)
    assert sorted(linked.exact.ids.tolist()) == sorted(memory.exact.ids.tolist())
    assert set(nearest(linked, 11)) == set(nearest(memory, 11))
    assert 2_005 in nearest(linked, 2_005)
    assert not set(nearest(linked, 5)) & set(range(561, 601))  # what is gone


def test_another_size_of_library_has_another_space(space: Space, tmp_path: Path) -> None:
    Graph(tmp_path, 2).link(build_index(space, rows(space, 100)), "model")

    assert Graph(tmp_path, 2).space(105, space) is not None
    assert Graph(tmp_path, 2).space(300, space) is None
    assert Graph(tmp_path / "nowhere", 2).space(100, space) is None


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "another model"])
def test_a_damaged_one_is_built_anew_and_that_is_said(
    space: Space, tmp_path: Path, damage: str
) -> None:
    memory = build_index(space, rows(space, 200))
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
    linked = Graph(tmp_path, 2).link(memory, "model")
    logger.remove(sink)

    assert "built anew" in said[0]
    assert isinstance(linked.index, GraphIndex)
    assert len(linked.index) == 200
    assert nearest(linked, 7) == nearest(memory, 7)


def test_a_sound_with_another_content_is_not_known_any_more(space: Space) -> None:
    memory = build_index(space, rows(space, 30))
    one = Sound(b"/sounds/1.wav", SampleId(1), token=b"token")
    assert memory.has_vector(one)
    assert not memory.has_vector(replace(one, token=b"another"))

    memory.learn([replace(row, features=b"") for row in rows(space, 1)])  # cannot be heard now
    assert not memory.has_vector(one)
    assert 1 not in nearest(memory, 2)

    memory.keep_only(dict.fromkeys(range(3, 20), b"token") | {20: b"another"})
    assert sorted(memory.paths) == list(range(3, 20))
    assert sorted(memory.exact.ids.tolist()) == list(range(3, 20))
