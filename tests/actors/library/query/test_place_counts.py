"""Sources and folders are counted as a condition on each sample would count them."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.library import schema
from actors.library.query import areas, folders, scan, sources
from models.audio.units import Frames, Hertz, SourceId
from models.library.file import Content, Entry, Sound
from models.library.tree import folder_rows

FOLDERS = (b"", b"drums", b"drums/deep", b"drums 2", b"\xff")
SOUND = Content(1, 1, b"token", Sound(Frames(100), Hertz(44100), 1, "WAV"))
HIDDEN = 2
"""Values of `missing` from here on: in the trash, or gone with the source."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path: Path = tmp_path_factory.mktemp("library") / "library.db"
    schema.create(path, schema.steps())
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for root in (b"/one", b"/two"):
            source = areas.add_folder(connection, root).source
            files = [Entry(folder, name, 1, 1) for folder in FOLDERS for name in (b"a", b"b")]
            scan.add_samples(connection, source, [(file, SOUND) for file in files])
        connection.execute("UPDATE folder SET made = path = 'drums 2' OR path = x'ff'")
        yield connection


@given(missing=st.lists(st.sampled_from([0, 1, 2, 3]), min_size=20, max_size=20), data=st.data())
def test_counts_leave_out_what_is_hidden(
    library: sqlite3.Connection, missing: list[int], data: st.DataObject
) -> None:
    broken = data.draw(st.sets(st.integers(1, 20)))
    library.executemany(
        "UPDATE sample SET missing = ?, error = ? WHERE id = ?",
        [(state, "no" * (at in broken), at) for at, state in enumerate(missing, start=1)],
    )
    rows = library.execute(
        "SELECT sample.source, path, missing, error FROM sample JOIN folder ON folder.id = folder"
    ).fetchall()
    made = set(library.execute("SELECT source, path FROM folder WHERE made"))
    shown = [(source, path) for source, path, state, _ in rows if state < HIDDEN]
    by_source, by_folder = Counter(source for source, _ in shown), Counter(shown)

    assert {one.id: one.count for one in sources.list_sources(library)} == {
        source: by_source[source] for source in (1, 2)
    }
    for root in sources.source_roots(library):
        source = root.source
        assert root.filled == bool(by_source[source])
        known = {path: count for (of, path), count in by_folder.items() if of == source}
        known |= {path: by_folder[source, path] for of, path in made if of == source}
        assert folders.folder_tree(library, source) == folder_rows(known.items())
        unreadable = [1 for of, _, state, error in rows if of == source and error and not state]
        assert sources.count_unreadable(library, source) == len(unreadable)


def test_an_unknown_source_has_no_folders(library: sqlite3.Connection) -> None:
    assert folders.folder_tree(library, SourceId(99)) == ()
