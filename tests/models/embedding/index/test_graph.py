from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from models.embedding.index.exact import ExactIndex
from models.embedding.index.graph import RECALL, GraphIndex
from models.embedding.index.index import Ids
from models.embedding.space.unit_vector import Vectors, unit

SIZE, COUNT = 32, 2000


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


def exact(count: int = COUNT) -> ExactIndex:
    index = ExactIndex(SIZE)
    index.add(numbers(count), clustered(count))
    return index


@pytest.fixture(scope="module")
def graph() -> GraphIndex:
    """A graph of `COUNT` vectors; not to be changed."""
    return GraphIndex(exact())


def test_nearly_all_true_neighbours_are_found(graph: GraphIndex) -> None:
    assert graph.tune_recall()
    assert graph.recall() >= RECALL


def test_scores_are_those_of_an_exact_search(graph: GraphIndex) -> None:
    asked = clustered(1, 5)[0]

    assert np.array_equal(graph.nearest(asked, 1).scores, exact().nearest(asked, 1).scores)


def test_a_filter_is_answered_exactly(graph: GraphIndex) -> None:
    asked, allowed = clustered(1, 5)[0], numbers(COUNT)[::7]

    found, wanted = (index.nearest(asked, 20, allowed) for index in (graph, exact()))
    assert found.ids.tolist() == wanted.ids.tolist()


def test_more_than_there_is_can_be_asked_for() -> None:
    assert len(GraphIndex(exact(5)).nearest(clustered(1, 5)[0], 10).ids) == 5
    assert len(GraphIndex(exact(0)).nearest(clustered(1, 5)[0], 10).ids) == 0


def test_changes_are_found_at_once() -> None:
    index = GraphIndex(exact(300))
    index.remove(numbers(100))
    index.add(numbers(100, 290), clustered(100, 7))  # ten of them are known

    found = [index.nearest(one, 1).ids[0] for one in clustered(100, 7)]
    assert found == numbers(100, 290).tolist()
    gone = [index.nearest(one, 1).ids[0] for one in clustered(300)[:100]]
    assert not np.isin(gone, numbers(100)).any()
    assert len(index) == 290
    assert index.recall() >= RECALL


def test_many_changes_do_not_make_it_miss() -> None:
    index = GraphIndex(exact(300))
    for turn in range(8):
        changed = numbers(100, turn * 70 % 200)
        index.remove(changed)
        index.add(changed, clustered(100, turn))

    assert index.recall() >= RECALL
    assert index.needs_rebuild
    assert not GraphIndex(index.exact).needs_rebuild


def test_vectors_without_any_order_are_not_found_along_a_graph(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("models.embedding.index.graph.MOST_SEARCHED", 16)
    index = ExactIndex(256)
    random = np.random.default_rng(1).normal(size=(4000, 256)).astype(np.float32)
    index.add(numbers(4000), unit(random))

    assert not GraphIndex(index).tune_recall()


def test_a_disk_that_is_full_is_noticed(graph: GraphIndex) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")

    with pytest.raises(OSError, match="bytes written"):
        graph.save(Path("/dev/full"))


def test_without_hnswlib_the_modules_import_and_no_graph_is_offered() -> None:
    code = (
        "import sys; sys.modules['hnswlib'] = None; import actors.embeddings.store;"
        " from models.embedding.index import graph; sys.exit(graph.IS_AVAILABLE)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
