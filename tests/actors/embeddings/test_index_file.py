"""Files of graphs: whole or not at all, whatever happens to them."""

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

from actors.embeddings.index_file import IndexDamaged, load_graph, save_graph
from models.embedding.index.choice import Kind
from models.embedding.index.engine import make_engine
from models.embedding.index.graph import GraphIndex
from models.embedding.index.layers import LayeredIndex, layered, make_layer
from models.embedding.space.unit_vector import unit

SIZE, COUNT = 16, 400
VECTORS = unit(np.random.default_rng(1).normal(size=(COUNT, SIZE)).astype(np.float32))
IDS = np.random.default_rng(2).permutation(COUNT * 5)[:COUNT].astype(np.int64)
KINDS = [pytest.param(kind, id=kind.value) for kind in Kind]


def library(count: int = COUNT) -> LayeredIndex:
    return layered(make_layer(IDS[:count], IDS[:count].astype(np.uint64), VECTORS[:count]))


def graph(kind: Kind, count: int = COUNT) -> GraphIndex:
    made = GraphIndex(make_engine(kind, SIZE))
    made.follow(library(count))
    made.link(library(count), count, 1)
    return made


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    wanted: Kind = request.param
    return wanted


@pytest.fixture
def kept(kind: Kind, tmp_path: Path) -> Path:
    """A graph that has been saved."""
    save_graph(graph(kind), tmp_path / "similar.index", "m", SIZE)
    return tmp_path / "similar.index"


def test_a_graph_comes_back_as_it_was(kept: Path, kind: Kind) -> None:
    found, wanted = load_graph(kept, "m", kind, SIZE), graph(kind)

    assert found.ids.tolist() == wanted.ids.tolist()
    assert found.marks.tolist() == wanted.marks.tolist()
    for one in VECTORS[::40]:
        assert found.nearest(library(), one, 3).ids[0] == library().nearest(one, 3).ids[0]


def test_a_part_can_be_kept_and_gone_on_with(kind: Kind, tmp_path: Path) -> None:
    path = tmp_path / "similar.index"
    save_graph(graph(kind, 150), path, "m", SIZE)
    index = load_graph(path, "m", kind, SIZE)
    index.follow(library())
    assert len(index.beside) == COUNT - 150
    index.link(library(), COUNT, 1)
    save_graph(index, path, "m", SIZE)

    assert len(list(tmp_path.iterdir())) == 2
    again = load_graph(path, "m", kind, SIZE)
    again.follow(library())
    assert len(again.beside) == 0


def test_an_empty_graph_can_be_kept(kind: Kind, tmp_path: Path) -> None:
    save_graph(GraphIndex(make_engine(kind, SIZE)), tmp_path / "similar.index", "m", SIZE)

    assert len(load_graph(tmp_path / "similar.index", "m", kind, SIZE).ids) == 0


def test_there_may_be_none(kind: Kind, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_graph(tmp_path / "similar.index", "m", kind, SIZE)


def test_a_graph_of_others_is_not_believed(kept: Path, kind: Kind) -> None:
    with pytest.raises(IndexDamaged, match="'m'"):
        load_graph(kept, "other", kind, SIZE)
    (another,) = set(Kind) - {kind}
    with pytest.raises(IndexDamaged, match=kind.value):
        load_graph(kept, "m", another, SIZE)
    with pytest.raises(IndexDamaged):
        load_graph(kept, "m", kind, SIZE + 1)


@given(part=st.floats(0, 0.999), flip=st.integers(1, 255))
@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_changed_byte_is_believed(kept: Path, kind: Kind, part: float, flip: int) -> None:
    for path in kept.parent.iterdir():
        content = path.read_bytes()
        changed = bytearray(content)
        changed[int(part * len(content))] ^= flip
        path.write_bytes(changed)
        try:
            with pytest.raises(IndexDamaged):
                load_graph(kept, "m", kind, SIZE)
        finally:
            path.write_bytes(content)


@pytest.mark.parametrize("part", [0, 0.001, 0.5, 0.9999])
def test_no_file_that_is_cut_off_is_believed(kept: Path, kind: Kind, part: float) -> None:
    for path in kept.parent.iterdir():
        content = path.read_bytes()
        path.write_bytes(content[: int(part * len(content))])
        with pytest.raises(IndexDamaged):
            load_graph(kept, "m", kind, SIZE)
        path.write_bytes(content)


@pytest.mark.parametrize("content", [b"", b"\n", b"[" * 4000, b"{}\n", b'{"form": 1}\n', b"\xff"])
def test_what_is_no_index_is_not_believed(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "similar.index").write_bytes(content)

    with pytest.raises(IndexDamaged):
        load_graph(tmp_path / "similar.index", "m", Kind.BYTES, SIZE)


def test_a_header_that_lies_is_not_believed(kept: Path, kind: Kind) -> None:
    first, rest = kept.read_bytes().split(b"\n", 1)
    header = json.loads(first)
    header["count"], header["size"] = header["count"] // 2, header["size"]
    kept.write_bytes(json.dumps(header).encode() + b"\n" + rest)

    with pytest.raises(IndexDamaged):
        load_graph(kept, "m", kind, SIZE)


def test_a_graph_that_is_gone_is_noticed(kept: Path, kind: Kind) -> None:
    next(kept.parent.glob("*.graph")).unlink()

    with pytest.raises(IndexDamaged, match="graph"):
        load_graph(kept, "m", kind, SIZE)


SAVING = """
import sys
from pathlib import Path
from models.embedding.index.choice import Kind
from actors.embeddings.index_file import save_graph
from tests.actors.embeddings.test_index_file import SIZE, graph
kind = Kind(sys.argv[2])
large, small = graph(kind), graph(kind, 200)
print("ready", flush=True)
while True:
    save_graph(small, Path(sys.argv[1]), "m", SIZE)
    save_graph(large, Path(sys.argv[1]), "m", SIZE)
"""


@pytest.mark.parametrize("after", [0.005, 0.02, 0.05])
def test_a_kill_while_saving_leaves_a_graph(kind: Kind, tmp_path: Path, after: float) -> None:
    path = tmp_path / "similar.index"
    save_graph(graph(kind), path, "m", SIZE)
    with subprocess.Popen(
        [sys.executable, "-c", SAVING, str(path), kind.value], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        try:
            child.wait(after)
        except subprocess.TimeoutExpired:
            os.kill(child.pid, signal.SIGKILL)

    assert child.returncode == -signal.SIGKILL
    assert len(load_graph(path, "m", kind, SIZE).ids) in {200, COUNT}
    for left in tmp_path.iterdir():
        os.utime(left, (1.0, 1.0))  # it was long ago
    save_graph(graph(kind), path, "m", SIZE)
    assert len(list(tmp_path.iterdir())) == 2, "what the killed one left is removed"
