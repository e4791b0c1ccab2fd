"""A library whose JSON has another shape is read all the same."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from actors.library import exports, imports, schema, view_state
from actors.library.export import manifest
from actors.library.history import journal
from actors.library.predecessor.pending import PENDING, pending_import
from actors.library.query import trashes
from models.audio.units import CollectionId, SourceId
from models.library.export.settings import ExportSettings
from tests.models.library.test_stored_json import ANYTHING

KEYS = ("look", "look 1", view_state.LAST, trashes._KEY, PENDING)
FEW = settings(
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def library() -> Iterator[sqlite3.Connection]:
    """A library with a source, in memory."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        schema.migrate(connection, schema.steps())
        connection.execute("INSERT INTO source (id, root) VALUES (1, x'2f73')")
        yield connection


def store(library: sqlite3.Connection, text: str) -> None:
    """Store a text wherever JSON belongs."""
    for key in KEYS:
        library.execute("INSERT OR REPLACE INTO memory VALUES (?, ?)", (key, text))
    library.execute("INSERT OR REPLACE INTO export VALUES (1, x'', ?)", (text,))
    library.execute("INSERT OR REPLACE INTO import VALUES (1, 0.0, x'00', ?, ?, 0)", (text, text))
    library.execute(
        "INSERT OR REPLACE INTO step (id, at, kind, words) VALUES (1, 0.0, '', ?)", (text,)
    )


def read(library: sqlite3.Connection) -> None:
    """Read all of it."""
    views = view_state._read(library)
    assert set(views.view_states) == {None, SourceId(1)}
    assert views.last in {None, SourceId(1)}
    assert isinstance(exports._read(library, CollectionId(1)).settings, ExportSettings)
    assert isinstance(imports._unsettled(library), dict)
    assert all(isinstance(folder, bytes) for folder in trashes.known_trashes(library))
    pending = pending_import(library)
    assert pending is None or pending[0] is None or isinstance(pending[0], bytes)
    assert journal.next_step(library, back=True) is not None
    trashes.remember_trash(library, b"/trash \xff")
    assert b"/trash \xff" in trashes.known_trashes(library)


@FEW
@given(ANYTHING)
def test_json_of_any_shape_is_read(library: sqlite3.Connection, plain: object) -> None:
    store(library, json.dumps(plain))
    read(library)


@pytest.mark.parametrize("stored", ["", "{", "[" * 200_000, '{"sort": ["name"]}'])
def test_what_is_no_json_is_read(library: sqlite3.Connection, stored: str) -> None:
    store(library, stored)
    read(library)


@FEW
@given(ANYTHING, ANYTHING)
def test_lists_of_exports_of_any_shape_are_read(
    tmp_path: Path, plain: object, entry: object
) -> None:
    (tmp_path / manifest.NAME).write_text(json.dumps({"files": plain, "x": entry}))
    lines = (json.dumps({"files": entry}), json.dumps(plain), json.dumps({"name": plain}))
    (tmp_path / manifest.JOURNAL).write_text("\n".join((*lines, "[" * 200_000)))

    assert manifest.read(tmp_path) == {}
