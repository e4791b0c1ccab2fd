from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actors.embeddings.index_file import IndexDamaged, load_index, save_index
from models.embedding.index.exact import ExactIndex
from models.embedding.index.graph import GraphIndex
from models.embedding.space.unit_vector import unit

SIZE, COUNT = 16, 400
VECTORS = unit(np.random.default_rng(1).normal(size=(COUNT, SIZE)).astype(np.float32))
IDS = np.random.default_rng(2).permutation(COUNT * 5)[:COUNT].astype(np.int64)


def exact(count: int = COUNT) -> ExactIndex:
    index = ExactIndex(SIZE)
    index.add(IDS[:count], VECTORS[:count])
    return index


@pytest.fixture(params=["exact", "graph"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An index that has been saved."""
    index = exact() if request.param == "exact" else GraphIndex(exact())
    save_index(index, tmp_path / "similar.index", "m")
    return tmp_path / "similar.index"


def test_an_index_comes_back_as_it_was(kept: Path) -> None:
    index = load_index(kept, "m")

    for one in VECTORS[::40]:
        found, wanted = index.nearest(one, 3), exact().nearest(one, 3)
        assert found.ids[0] == wanted.ids[0]
    assert np.array_equal(index.vectors(IDS), VECTORS)


def test_it_can_be_changed_afterwards(kept: Path) -> None:
    index = load_index(kept, "m")
    index.remove(IDS[:10])
    index.add(np.array([99_999]), VECTORS[:1])

    assert index.nearest(VECTORS[0], 1).ids.tolist() == [99_999]
    assert len(index) == COUNT - 9


def test_saving_again_leaves_nothing_behind(kept: Path) -> None:
    index = load_index(kept, "m")
    files = len(list(kept.parent.iterdir()))
    index.remove(IDS[:10])
    save_index(index, kept, "m")

    assert len(list(kept.parent.iterdir())) == files
    assert len(load_index(kept, "m")) == COUNT - 10


def test_an_empty_index_can_be_kept(tmp_path: Path) -> None:
    save_index(ExactIndex(SIZE), tmp_path / "similar.index", "m")

    assert len(load_index(tmp_path / "similar.index", "m")) == 0


def test_there_may_be_none(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_index(tmp_path / "similar.index", "m")


def test_vectors_of_another_model_are_not_believed(kept: Path) -> None:
    with pytest.raises(IndexDamaged, match="'m'"):
        load_index(kept, "other")


@given(part=st.floats(0, 0.999), flip=st.integers(1, 255))
@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_changed_byte_is_believed(kept: Path, part: float, flip: int) -> None:
    for path in kept.parent.iterdir():
        content = path.read_bytes()
        changed = bytearray(content)
        changed[int(part * len(content))] ^= flip
        path.write_bytes(changed)
        try:
            with pytest.raises(IndexDamaged):
                load_index(kept, "m")
        finally:
            path.write_bytes(content)


@pytest.mark.parametrize("part", [0, 0.001, 0.5, 0.9999])
def test_no_file_that_is_cut_off_is_believed(kept: Path, part: float) -> None:
    for path in kept.parent.iterdir():
        content = path.read_bytes()
        path.write_bytes(content[: int(part * len(content))])
        with pytest.raises(IndexDamaged):
            load_index(kept, "m")
        path.write_bytes(content)


@pytest.mark.parametrize("content", [b"", b"\n", b"[" * 4000, b"{}\n", b'{"form": 1}\n', b"\xff"])
def test_what_is_no_index_is_not_believed(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "similar.index").write_bytes(content)

    with pytest.raises(IndexDamaged):
        load_index(tmp_path / "similar.index", "m")


def test_a_header_that_lies_is_not_believed(kept: Path) -> None:
    first, rest = kept.read_bytes().split(b"\n", 1)
    header = json.loads(first)
    header["size"], header["count"] = header["count"], header["size"]
    kept.write_bytes(json.dumps(header).encode() + b"\n" + rest)

    with pytest.raises(IndexDamaged):
        load_index(kept, "m")


def test_a_graph_that_is_gone_is_noticed(tmp_path: Path) -> None:
    save_index(GraphIndex(exact()), tmp_path / "similar.index", "m")
    next(tmp_path.glob("*.graph")).unlink()

    with pytest.raises(IndexDamaged, match="graph"):
        load_index(tmp_path / "similar.index", "m")


SAVING = """
import sys
from pathlib import Path
from models.embedding.index.graph import GraphIndex
from actors.embeddings.index_file import save_index
from tests.models.embedding.index.test_file import exact
large, small = GraphIndex(exact()), GraphIndex(exact(200))
print("ready", flush=True)
while True:
    save_index(small, Path(sys.argv[1]), "m")
    save_index(large, Path(sys.argv[1]), "m")
"""


@pytest.mark.parametrize("after", [0.005, 0.02, 0.05])
def test_a_kill_while_saving_leaves_an_index(tmp_path: Path, after: float) -> None:
    path = tmp_path / "similar.index"
    save_index(GraphIndex(exact()), path, "m")
    with subprocess.Popen(
        [sys.executable, "-c", SAVING, str(path)], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        try:
            child.wait(after)
        except subprocess.TimeoutExpired:
            os.kill(child.pid, signal.SIGKILL)

    assert len(load_index(path, "m")) in {200, COUNT}
