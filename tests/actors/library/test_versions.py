"""Libraries of every earlier version are opened with all their data."""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from actors.library import schema
from actors.messages import library
from models.audio.units import CollectionId
from models.library.query import Query, Sort
from models.library.tag import Tag
from tests.actors.library.ends import running

FIXTURES = Path(__file__).parents[2] / "fixtures" / "library"
NEWEST = len(schema.steps())
MARKS, COLLECTIONS = 2, 3
"""Versions from which on there were any."""


def test_there_is_a_library_of_every_earlier_version() -> None:
    names = {path.name for path in FIXTURES.glob("*.gz")}

    assert names == {f"version-{version}.db.gz" for version in range(1, NEWEST)}


@pytest.mark.parametrize("version", range(1, NEWEST))
async def test_an_older_library_is_brought_up_to_date_whole(tmp_path: Path, version: int) -> None:
    path = tmp_path / "library.db"
    before = gzip.decompress((FIXTURES / f"version-{version}.db.gz").read_bytes())
    path.write_bytes(before)
    async with running(tmp_path) as ends:
        samples = await ends.samples()
        tags = sorted(sample.tag for sample in samples)
        assert len(samples) == 10
        assert tags.count(Tag.KEEP) == (2 if version >= MARKS else 0)
        assert len(await ends.list(Query(words="pad"))) == 4
        assert len(await ends.list(Query(sort=Sort.FORMAT))) == 10
        if version >= COLLECTIONS:
            members = await ends.list(Query(sort=Sort.PLACE, collection=CollectionId(1)))
            assert members == [samples[3].id, samples[0].id]
            ends.post(library.Undo())
            assert (await ends.done(library.CollectionsChanged)).undone
        elif version >= MARKS:
            ends.post(library.Undo())
            assert (await ends.done(library.TagsChanged)).undone
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (NEWEST,)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert _shape(connection) == _fresh(tmp_path / "fresh.db")
    with closing(sqlite3.connect(tmp_path / f"library.db.version-{version}")) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (version,)
        assert copy.execute("SELECT count(*) FROM sample").fetchone() == (10,)


async def test_names_of_an_older_library_are_found_without_their_accents(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(gzip.decompress((FIXTURES / "version-9.db.gz").read_bytes()))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "UPDATE sample SET words = 'drums/straße café \uff4bick.wav' WHERE id = 3"
        )
    async with running(tmp_path) as ends:
        for words in ("cafe", "CAFÉ", "strasse kick", "name:cafe", "kick -cafe", "~caffe"):
            found = await ends.list(Query(words=words))
            assert (3 in found) is (words != "kick -cafe"), words


async def test_what_was_found_out_by_an_older_version_serves_until_it_is_found_out_anew(
    tmp_path: Path,
) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(gzip.decompress((FIXTURES / "version-12.db.gz").read_bytes()))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT OR REPLACE INTO analysis (sample, token, analyser, tempo, tempo_confidence,"
            " key, key_confidence, loudness, onset_count, onsets, problem)"
            " SELECT id, content, 'older', 87, 0.9, 'A min', 0.9, -9.5, 8, x'', '' FROM sample"
            " WHERE id = 3"
        )
    async with running(tmp_path) as ends:
        assert await ends.list(Query(words="bpm:87 key:8A")) == [3]
        (known,) = [one for one in await ends.samples() if one.id == 3]
        assert (known.tempo, known.other_tempo) == (87.0, None)


def _shape(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """Return tables, indexes and triggers by kind and name, with the columns of tables."""
    rows = connection.execute("SELECT type, name FROM sqlite_master").fetchall()
    columns = {
        ("column", f"{name}.{column}")
        for kind, name in rows
        if kind == "table"
        for (column,) in connection.execute("SELECT name FROM pragma_table_info(?)", (name,))
    }
    return {(kind, name) for kind, name in rows} | columns


def _fresh(path: Path) -> set[tuple[str, str]]:
    schema.create(path, schema.steps())
    with closing(sqlite3.connect(path)) as connection:
        return _shape(connection)


async def test_what_was_derived_from_contents_stays_when_these_get_names(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(gzip.decompress((FIXTURES / "version-10.db.gz").read_bytes()))
    with closing(sqlite3.connect(path)) as connection:
        before = dict(connection.execute("SELECT sample, features FROM embedding").fetchall())
        connection.execute("UPDATE sample SET mtime_ns = -mtime_ns WHERE id = 1")
        connection.execute("UPDATE embedding SET features = x'', problem = 'gone' WHERE sample = 2")
        connection.execute("UPDATE sample SET error = 'a.wav cannot be opened: gone' WHERE id = 3")
        connection.commit()
    async with running(tmp_path) as ends:
        samples = {int(sample.id): sample for sample in await ends.samples()}

    assert [number for number, sample in samples.items() if sample.error] == []
    assert samples[2].type
    assert samples[2].analysis.onsets is not None
    assert samples[1].type is None
    assert samples[1].analysis.onsets is None
    with closing(sqlite3.connect(path)) as connection:
        kept = dict(connection.execute("SELECT sample, features FROM embedding").fetchall())
        rows = connection.execute("SELECT id, token, mtime_ns, content FROM sample").fetchall()
    assert kept == {number: kept for number, kept in before.items() if number not in {1, 2}}
    for number, token, mtime_ns, content in rows:
        assert content == token + mtime_ns.to_bytes(8, "big", signed=True)
        assert samples[number].token == content
