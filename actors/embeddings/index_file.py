"""Files of graphs: written atomically, verified by checksums when loaded.

One file holds a header, and the samples and content marks of the vectors; the graph is stored in a
file beside it that the header names. The first file is written last and makes both valid.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO

import numpy as np

from actors.media.whole_file import move_into_place, remove_leftovers, replace_file, temporary_path
from models.embedding.index.choice import Kind
from models.embedding.index.engine import load_engine
from models.embedding.index.graph import GraphIndex

FORM = "sempal index 2"
LONGEST = 4096
"""Maximum size of a header in bytes."""


class IndexDamaged(Exception):
    """An index that cannot be used and must be rebuilt; the message says why."""


@dataclass(frozen=True, slots=True)
class _Header:
    """Header of an index file."""

    form: str
    model: str
    """Model and space of the vectors."""
    kind: str
    """Value of `Kind`."""
    size: int
    count: int
    graph: str
    """File name of the graph."""
    graph_digest: str
    digest: str = ""
    """SHA-256 of this header without `digest`, and of the content after it."""

    def sealed(self, content: bytes) -> _Header:
        """Return a copy with the digest filled in."""
        text = json.dumps(asdict(replace(self, digest="")), sort_keys=True).encode()
        return replace(self, digest=hashlib.sha256(text + content).hexdigest())


def save_graph(graph: GraphIndex, path: Path, model: str, size: int) -> None:
    """Write a graph atomically: a crash leaves the old one or the new one.

    Args:
        graph: Graph to store, perhaps unfinished.
        path: Target file; its folder must exist.
        model: Name of the model and the space of the vectors.
        size: Dimensions of a vector.

    Raises:
        OSError: The disk is full or the folder cannot be written.
    """
    whole = path.with_suffix(".graph")
    remove_leftovers(whole)
    scratch = temporary_path(whole)
    try:
        graph.engine.save(scratch)
        digest = _digest(scratch)
        name = f"{path.stem}-{digest[:16]}.graph"
        move_into_place(scratch, path.with_name(name))
    finally:
        scratch.unlink(missing_ok=True)
    content = graph.ids.astype("<i8").tobytes() + graph.marks.astype("<u8").tobytes()
    kind, count = graph.engine.kind.value, len(graph.ids)
    header = _Header(FORM, model, kind, size, count, name, digest).sealed(content)
    with replace_file(path) as file:
        file.write(json.dumps(asdict(header)).encode() + b"\n")
        file.write(content)
    for old in path.parent.glob(f"{path.stem}-*.graph"):
        if old.name != name:
            old.unlink(missing_ok=True)


def load_graph(path: Path, model: str, kind: Kind, size: int) -> GraphIndex:
    """Load a stored graph.

    Args:
        path: File written by `save_graph`.
        model: Expected name of the model and the space of the vectors.
        kind: Expected kind.
        size: Expected dimensions of a vector.

    Raises:
        FileNotFoundError: None was stored.
        IndexDamaged: It belongs to another model or format, is truncated or changed.
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        header = _header(file)
        content = file.read()
    found = header.form, header.model, header.kind, header.size
    if found != (FORM, model, kind.value, size):
        raise IndexDamaged(f"{path.name} is {header.form!r} of {header.model!r}: {header.kind!r}")
    if len(content) != header.count * 16:
        raise IndexDamaged(f"{path.name} is cut off or has too much in it")
    if header.sealed(content) != header:
        raise IndexDamaged(f"{path.name} has been changed")
    ids = np.frombuffer(content, "<i8", header.count).astype(np.int64)
    marks = np.frombuffer(content, "<u8", header.count, 8 * header.count).astype(np.uint64)
    beside = path.with_name(header.graph)
    try:
        if _digest(beside) != header.graph_digest:
            raise IndexDamaged(f"{beside.name} has been changed")
        return GraphIndex(load_engine(kind, size, beside), ids, marks)
    except (FileNotFoundError, RuntimeError, ValueError) as error:
        raise IndexDamaged(f"{beside.name}: {error}") from error


def _header(file: IO[bytes]) -> _Header:
    """Read the header line."""
    line = file.readline(LONGEST)
    try:
        return _Header(**json.loads(line))
    except (ValueError, TypeError, RecursionError) as error:
        raise IndexDamaged(f"no header: {error}") from error


def _digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
