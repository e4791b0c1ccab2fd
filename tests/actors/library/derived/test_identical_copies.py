"""Groups of identical files are those that grouping by content gives."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections import defaultdict
from contextlib import closing
from hashlib import blake2b
from pathlib import Path

import trio
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.library import schema
from actors.library.database import Database
from actors.library.derived.identical_copies import find_identical_copies
from actors.library.query import areas, hashes, scan
from actors.library.scan.content import read_content
from actors.library.scan.walk import walk
from actors.library.store import Store
from models.audio.units import SampleId
from models.library.file import Entry
from models.library.identity import END, WHOLE

BODIES = st.builds(
    lambda size, at, byte: (size, min(at, size), byte),
    st.sampled_from([1, 100, WHOLE, WHOLE + 1, WHOLE + 40_000, 4 * END]),
    st.sampled_from([0, 50, END, END + 10, 2 * END + 7, 10 * END]),
    st.sampled_from([0, 1]),
)
"""Size, where a byte differs, and its value: equal ends and probes, or not."""
FILES = st.lists(st.tuples(BODIES, st.booleans(), st.booleans()), min_size=2, max_size=7)
"""Content; whether its hash is known already; whether that may be outdated."""


def _body(size: int, at: int, byte: int) -> bytes:
    data = bytearray(b"x" * size)
    data[at : at + 1] = bytes([byte]) if at < size else b""
    return bytes(data)


@settings(max_examples=40, deadline=None)
@given(files=FILES)
def test_groups_are_those_of_equal_contents(
    files: list[tuple[tuple[int, int, int], bool, bool]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "sounds")
        root.mkdir()
        same: defaultdict[bytes, set[bytes]] = defaultdict(set)
        for number, (body, _, _) in enumerate(files):
            content = _body(*body)
            path = root / f"{number}.wav"
            path.write_bytes(content)
            same[content].add(bytes(path))
        expected = {frozenset(paths) for paths in same.values() if len(paths) > 1}

        assert trio.run(_groups, Path(folder, "library.db"), root, files) == expected


async def _groups(
    path: Path, root: Path, files: list[tuple[tuple[int, int, int], bool, bool]]
) -> set[frozenset[bytes]]:
    schema.create(path, schema.steps())
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        source = areas.add_folder(connection, bytes(root)).source
        entries = [met for met in walk(bytes(root)) if isinstance(met, Entry)]
        scan.add_samples(
            connection, source, [(one, read_content(bytes(root), one)) for one in entries]
        )
        _know(connection, files)
    async with Database(path) as writer, Database(path) as rows:
        copies = await find_identical_copies(Store(writer, rows, rows), lambda: None)
        again = await find_identical_copies(Store(writer, rows, rows), lambda: None)
    assert copies == again
    return {frozenset(one.path for one in some) for some in copies}


def _know(
    connection: sqlite3.Connection, files: list[tuple[tuple[int, int, int], bool, bool]]
) -> None:
    """Store some of the hashes, some of them to be checked again and wrong."""
    for file in hashes.unhashed(connection, SampleId(0), 99):
        _, known, doubtful = files[int(Path(os.fsdecode(file.path)).stem)]
        if known:
            found = blake2b(Path(os.fsdecode(file.path)).read_bytes(), digest_size=32).digest()
            hashes.store_hashes(connection, [(file, found)])
        if doubtful and file.size > WHOLE:
            connection.execute(
                "UPDATE sample SET doubt = 1, full_hash = x'00' WHERE id = ?", (file.sample,)
            )
