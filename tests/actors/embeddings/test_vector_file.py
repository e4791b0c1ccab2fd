"""Files of vectors: what a writer that was killed left is removed by the next one."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from actors.embeddings.vector_file import VectorFileWriter, vector_path


def write(folder: Path, name: str) -> None:
    with VectorFileWriter(folder, name, 2) as writer:
        ids = np.array([1], np.int64)
        writer.append(ids, ids.astype(np.uint64), np.array([[0.6, 0.8]], np.float32))
        writer.finish()


def test_what_a_killed_writer_left_is_removed_but_not_what_another_writes(tmp_path: Path) -> None:
    killed, other = (VectorFileWriter(tmp_path, name, 2) for name in ("old", "other"))
    with killed:
        (left,) = tmp_path.iterdir()
    left.touch()  # as if it had been killed
    os.utime(left, (1.0, 1.0))  # long ago
    with other:
        write(tmp_path, "new")
        names = {path.name for path in tmp_path.iterdir()}

    assert vector_path(tmp_path, "new").name in names
    assert len(names) == 2, "that of the other writer is left alone"
