"""What the index finds is what the tables say, however much of it is stale."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
import trio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actors.library import schema
from actors.library.query import folder_listings, search_index
from actors.library.query.folder_listings import Part
from actors.library.query.sample_ids import Lists
from actors.messages import library
from models.library.query import Query, Sort
from models.library.search.chunk import SIZE
from models.library.search.parse import parse
from models.library.search.search import Property, Range
from models.library.sort_key import file_key, folder_key
from models.library.text_folding import search_text
from tests.actors.library.ends import running, write

IDS = [1, 2, SIZE - 1, SIZE, SIZE + 1, 3 * SIZE]
"""In three chunks, the first and the last of each; one is empty."""
NAMES = [b"Kick 1.wav", b"kick_01.wav", b"Snare.aif", b"ki-ck.wav", b"caf\xc3\xa9.wav", b"1.wav"]
FOLDERS = [b"", b"drums", b"drums/kick", b"a.wav"]
FORMATS = ["WAV 16-bit", "FLAC 24-bit"]
TERMS = [
    *("k", "kick", "ick", "1", "wav", ".wav", "k_0", "kick_01.w", "s/k", "/", "drums/kick", "ck 1"),
    *("cafe", "name:kick", "name:drums", "name:k_0", "-kick", "len<2", "len:2..9", "rate:44100"),
    *("ch:2", "format:flac", "-format:wav", "xyz", "_"),
]


@dataclass(frozen=True)
class Put:
    """A sample is added, renamed or changed."""

    sample: int
    folder: int
    name: bytes
    length: int
    form: str


@dataclass(frozen=True)
class Gone:
    """A sample is deleted."""

    sample: int


@dataclass(frozen=True)
class Indexed:
    """The first stale chunk is indexed, and the folders without a listing are listed."""

    meanwhile: Put | None
    """What changes between reading and storing."""


puts = st.builds(
    Put,
    st.sampled_from(IDS),
    st.integers(1, len(FOLDERS)),
    st.sampled_from(NAMES),
    st.integers(0, 3),
    st.sampled_from(FORMATS),
)
steps = st.lists(
    st.one_of(
        puts,
        puts,
        st.builds(Gone, st.sampled_from(IDS)),
        st.builds(Indexed, st.one_of(st.none(), puts)),
    ),
    max_size=14,
)


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("library") / "library.db"
    schema.create(path, schema.steps())
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO source (root) VALUES (x'2f61')")
        connection.executemany(
            "INSERT INTO folder (source, path, key) VALUES (1, ?, ?)",
            [(path, folder_key(path)) for path in FOLDERS],
        )
        yield connection


def _put(connection: sqlite3.Connection, put: Put) -> None:
    folder = FOLDERS[put.folder - 1]
    path = folder + b"/" + put.name if folder else put.name
    connection.execute(
        "INSERT INTO sample (id, source, folder, name, key, words, size, mtime_ns, frames, rate,"
        " channels, length, format, token) VALUES (?, 1, ?, ?, ?, ?, 1, 1, 1, ?, ?, ?, ?, x'01')"
        " ON CONFLICT (id) DO UPDATE SET folder = excluded.folder, name = excluded.name,"
        " key = excluded.key, words = excluded.words, length = excluded.length,"
        " format = excluded.format, rate = excluded.rate, channels = excluded.channels"
        " ON CONFLICT (folder, name) DO NOTHING",
        (
            *(put.sample, put.folder, put.name, file_key(put.name), search_text(path)),
            *(44_100 + put.length, 1 + put.length % 2, put.length, put.form),
        ),
    )


def _do(connection: sqlite3.Connection, step: Put | Gone | Indexed) -> None:
    match step:
        case Put():
            with suppress(sqlite3.IntegrityError):  # another sample is at that path
                _put(connection, step)
        case Gone(sample):
            connection.execute("DELETE FROM sample WHERE id = ?", (sample,))
        case Indexed(meanwhile):
            stale = search_index.next_stale(connection, -1)
            folders = folder_listings.unlisted_folders(connection)
            if meanwhile is not None:
                _do(connection, meanwhile)
            if stale is not None:
                search_index.store_chunk(connection, search_index.index_chunk(stale))
            folder_listings.store_listings(connection, folders)


def _plain(connection: sqlite3.Connection, words: str) -> list[int]:
    search = parse(words)
    rows = connection.execute(
        "SELECT id, words, length, rate, channels, format FROM sample"
    ).fetchall()
    found = []
    for sample, text, length, rate, channels, form in rows:
        facts = {Property.LENGTH: length, Property.RATE: rate, Property.CHANNELS: channels}
        fits = all(word in text for word in search.words)
        fits &= not any(word in text for word in search.without)
        for one in search.conditions:
            value = one.value
            if isinstance(value, Range):
                number = facts[one.property]
                low = value.low is None or (number > value.low or number == value.low != value.open)
                high = value.high is None or number < value.high
                met = low and (high or (not value.open and number == value.high))
            elif one.property is Property.NAME:
                met = str(value) in text.rpartition("/")[2]
            else:
                met = str(value) in form.lower()
            fits &= met is not one.negated
        if fits:
            found.append(sample)
    return sorted(found)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps, words=st.lists(st.lists(st.sampled_from(TERMS), max_size=3).map(" ".join)))
def test_searches_and_orders_are_those_of_the_tables_after_any_changes(
    connection: sqlite3.Connection, steps: list[Put | Gone | Indexed], words: list[str]
) -> None:
    connection.execute("BEGIN")
    try:
        lists = Lists()
        for number, step in enumerate(steps):
            _do(connection, step)
            lists._index.refresh(connection)  # writes of this connection are not seen otherwise
            for one in (*words, "kick"):
                found = lists.run_query(connection, Query(words=one), number)
                if not found.respelled:
                    assert sorted(found.ids.tolist()) == _plain(connection, one), one
            ordered = connection.execute(
                "SELECT sample.id, path FROM sample JOIN folder ON folder.id = folder"
                " ORDER BY folder.key, folder.id, sample.key, sample.id"
            ).fetchall()
            for sort in (Sort.FOLDER, Sort.PLACE):
                query = Query(sort=sort)
                assert lists.run_query(connection, query, number).ids.tolist() == [
                    sample for sample, _ in ordered
                ]
            inside = Query(folder=b"drums", sort=sort)
            assert lists.run_query(connection, inside, number).ids.tolist() == [
                sample for sample, path in ordered if path.startswith(b"drums")
            ]
    finally:
        connection.execute("ROLLBACK")


def test_the_plain_order_of_folders_is_read_from_an_index(connection: sqlite3.Connection) -> None:
    for part in (Part(), Part(1), Part(1, (b"drums",)), Part(None, (b"drums", b"a.wav"))):
        plan = connection.execute(f"EXPLAIN QUERY PLAN {part.plain_sql}", part.values).fetchall()
        lines = [detail for *_, detail in plan]
        assert not [line for line in lines if line.endswith("USE TEMP B-TREE FOR ORDER BY")], lines


async def test_the_index_follows_the_files(tmp_path: Path) -> None:
    root, home = tmp_path / "sounds", tmp_path / "home"
    write(root / "drums" / "Kick.wav", 1)
    write(root / "drums" / "Snare.wav", 2)
    async with running(home) as ends:
        await ends.add(root)
        await _indexed(home)
        assert await ends.list(Query(words="kick")) == [1]
        (root / "drums" / "Kick.wav").rename(root / "drums" / "Tom.wav")
        await ends.scan()
        assert await ends.list(Query(words="kick")) == []
        assert await ends.list(Query(words="tom")) == [1]
        await _indexed(home)
        assert await ends.list(Query(words="tom")) == [1]
        assert await ends.list(Query(sort=Sort.FOLDER)) == [2, 1]
        ends.post(library.RemoveSource((await ends.samples())[0].source))
        await ends.until(library.SourcesListed)
        assert await ends.list(Query(words="tom")) == []


async def _indexed(home: Path) -> None:
    with trio.fail_after(60):
        while await trio.to_thread.run_sync(partial(_is_stale, home / "library.db")):
            await trio.sleep(0.05)


def _is_stale(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        return bool(
            connection.execute("SELECT 1 FROM stale_chunk").fetchone()
            or folder_listings.unlisted_folders(connection)
        )
