"""Index files: written atomically, verified by checksums when loaded.

One file holds a header, the ids and the vectors; a graph is stored in a file beside it that the
header names. The main file is written last and makes them valid.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO

import numpy as np

from actors.media.whole_file import move_into_place, replace_file, temporary_path
from models.embedding.index.exact import ExactIndex
from models.embedding.index.graph import GraphIndex

FORM = "sempal index 1"
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
    size: int
    count: int
    graph: str = ""
    """File name of the graph; empty: none."""
    graph_digest: str = ""
    digest: str = ""
    """SHA-256 of this header without `digest`, and of the content after it."""

    def sealed(self, content: bytes) -> _Header:
        """Return a copy with the digest filled in."""
        text = json.dumps(asdict(replace(self, digest="")), sort_keys=True).encode()
        return replace(self, digest=hashlib.sha256(text + content).hexdigest())


def save_index(index: ExactIndex | GraphIndex, path: Path, model: str) -> None:
    """Write an index atomically: a crash leaves the old one or the new one.

    Args:
        index: Index to store.
        path: Target file; its folder must exist.
        model: Name of the model and the space of the vectors.

    Raises:
        OSError: The disk is full or the folder cannot be written.
    """
    exact = index if isinstance(index, ExactIndex) else index.exact
    lists = [exact.ids.astype("<i8").tobytes(), exact.matrix.astype("<f4").tobytes()]
    graph = graph_digest = ""
    if isinstance(index, GraphIndex):
        scratch = temporary_path(path.with_suffix(".graph"))
        try:
            lists.insert(1, index.save(scratch).astype("<i8").tobytes())
            graph_digest = _digest(scratch)
            graph = f"{path.stem}-{graph_digest[:16]}.graph"
            move_into_place(scratch, path.with_name(graph))
        finally:
            scratch.unlink(missing_ok=True)
    content = b"".join(lists)
    header = _Header(FORM, model, exact.size, len(exact), graph, graph_digest).sealed(content)
    with replace_file(path) as file:
        file.write(json.dumps(asdict(header)).encode() + b"\n")
        file.write(content)
    for old in path.parent.glob(f"{path.stem}-*.graph"):
        if old.name != graph:
            old.unlink(missing_ok=True)


def load_index(path: Path, model: str) -> ExactIndex | GraphIndex:
    """Load a stored index.

    Args:
        path: File written by `save_index`.
        model: Expected name of the model and the space of the vectors.

    Raises:
        FileNotFoundError: None was stored.
        IndexDamaged: It belongs to another model or format, is truncated or changed.
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        header = _header(file)
        content = file.read()
    if (header.form, header.model) != (FORM, model):
        raise IndexDamaged(f"{path.name} is {header.form!r} of {header.model!r}")
    lists = 2 if header.graph else 1
    numbers = header.count * lists
    if len(content) != numbers * 8 + header.count * header.size * 4:
        raise IndexDamaged(f"{path.name} is cut off or has too much in it")
    if header.sealed(content) != header:
        raise IndexDamaged(f"{path.name} has been changed")
    named = np.frombuffer(content, "<i8", numbers).reshape(lists, header.count)
    vectors = np.frombuffer(content, "<f4", offset=numbers * 8)
    exact = ExactIndex(header.size)
    exact.add(named[0].astype(np.int64), vectors.reshape(header.count, header.size))
    if not header.graph:
        return exact
    beside = path.with_name(header.graph)
    try:
        if _digest(beside) != header.graph_digest:
            raise IndexDamaged(f"{beside.name} has been changed")
        return GraphIndex.loaded(exact, named[1].astype(np.int64), beside)
    except (FileNotFoundError, RuntimeError) as error:
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
