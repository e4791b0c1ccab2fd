"""A library file with samples in two sources, without files on disk; enough to mark."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from actors.library import schema


def stored(path: Path, samples: Sequence[int], steps: Sequence[str] | None = None) -> None:
    """Create a library at `path`: `samples[n]` is the source, 1 or 2, of sample `n + 1`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    schema.create(path, schema.steps() if steps is None else steps)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO source (id, root) VALUES (?, ?)", [(1, b"/absent/1"), (2, b"/absent/2")]
        )
        connection.executemany(
            "INSERT INTO folder (id, source, path, key) VALUES (?, ?, x'', '')", [(1, 1), (2, 2)]
        )
        connection.executemany(
            "INSERT INTO sample (id, source, folder, name, key, words, size, mtime_ns, frames,"
            " rate, channels, length, format, token)"
            " VALUES (?, ?, ?, ?, '', '', 0, 0, 0, 0, 0, 0, '', x'')",
            [
                (number, source, source, b"%d.wav" % number)
                for number, source in enumerate(samples, 1)
            ],
        )
        connection.execute("COMMIT")
