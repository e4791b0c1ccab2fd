"""Lists are what a plain loop over all names would give."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.library import schema
from actors.library.query import areas, folders, scan
from actors.library.query.sample_ids import Lists, _ordered
from models.audio.units import Frames, Hertz, SampleId, SourceId
from models.library.file import Content, Entry, Sound
from models.library.query import Query, Sort
from models.library.search.parse import parse
from models.library.search.respelling import Respelling
from models.library.search.search import AnyOf, Condition, Property, Range
from models.library.search.type_filter import without_types
from models.library.sort_key import file_key, folder_key
from models.library.tag import Tag
from models.library.text_folding import fold_for_search, search_text
from models.types.sound_type import SoundType

NAMES = [
    (b"", b"Kick 10.wav", 3),
    (b"", b"kick 2.wav", 1),
    (b"drums", b"KICK.wav", 2),
    (b"drums/deep", b"snare 1.wav", 9),
    (b"drums/deep", b"\xc3\x84rger.wav", 4),
    (b"drums 2", b"a\xffb.wav", 5),
    (b"\xe6\x97\xa5\xe6\x9c\xac", b"kick 1.wav", 6),
    (b"drums0", b"hat.wav", 7),
]


FOUND_OUT = {Property.TEMPO, Property.KEY, Property.LOUDNESS, Property.ONSETS}


def _filled(connection: sqlite3.Connection) -> None:
    for root in (b"/one", b"/two"):
        source = areas.add_folder(connection, root).source
        files = [
            (
                Entry(folder, name, 1, 1),
                Content(1, 1, b"token", Sound(Frames(100 * length), Hertz(44100), 1, "WAV")),
            )
            for folder, name, length in NAMES
        ]
        scan.add_samples(connection, source, files)
    connection.execute("UPDATE sample SET tag = id % 3 - 1")
    connection.execute(
        "INSERT INTO given_type (sample, type) SELECT id, iif(id % 4 = 1, 'kick', 'snare')"
        " FROM sample WHERE id % 4 IN (1, 2)"
    )


def _type(sample: int) -> SoundType | None:
    return {1: SoundType.KICK, 2: SoundType.SNARE}.get(sample % 4)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("library") / "library.db"
    schema.create(path, schema.steps())
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        _filled(connection)
        yield connection


def _expected(connection: sqlite3.Connection, query: Query) -> list[int]:
    rows = connection.execute(
        """
        SELECT sample.id, sample.source, path, name, tag, length, rate, channels, format
        FROM sample JOIN folder ON folder.id = sample.folder
        """
    ).fetchall()
    search = parse(query.words)

    def holds(row: tuple[Any, ...], condition: Condition) -> bool:
        sample, _, folder, name, tag, length, rate, channels, form = row
        value = condition.value
        if isinstance(value, AnyOf):
            return any(holds(row, replace(condition, value=one)) for one in value.values)
        if isinstance(value, SoundType):
            return _type(sample) is value
        facts = {Property.LENGTH: length, Property.RATE: rate, Property.CHANNELS: channels}
        if condition.property in FOUND_OUT:
            return False  # nothing is known here
        if isinstance(value, Range):
            number = facts[condition.property]
            low, high = value.low, value.high
            if value.open:
                return (low is None or number > low) and (high is None or number < high)
            return (low is None or number >= low) and (high is None or number <= high)
        if isinstance(value, Tag):
            return bool(tag == value)
        texts = {
            Property.NAME: search_text(name),
            Property.FOLDER: search_text(folder),
            Property.FORMAT: fold_for_search(form),
        }
        # No collection, and nothing missing or broken, is in this library.
        return condition.property in texts and str(value) in texts[condition.property]

    def fits(row: tuple[Any, ...]) -> bool:
        _, source, folder, name, tag, *_ = row
        path = folder + b"/" + name if folder else name
        return (
            search.answerable
            and query.source in {None, source}
            and (not query.folder or (folder + b"/").startswith(query.folder + b"/"))
            and query.tag in {None, Tag(tag)}
            and (query.among is None or row[0] in query.among)
            and all(word in search_text(path) for word in search.words)
            and not any(word in search_text(path) for word in search.without)
            and all(holds(row, one) is not one.negated for one in search.conditions)
        )

    def key(row: tuple[Any, ...]) -> tuple[object, ...]:
        sample, source, folder, name, _, length, rate, _, form = row
        match query.sort:
            case Sort.FOLDER | Sort.PLACE:  # only collections have places
                return source, folder_key(folder), file_key(name), sample
            case Sort.NAME:
                return file_key(name), sample
            case Sort.LENGTH:
                return length, file_key(name), sample
            case Sort.FORMAT:
                return rate, form, file_key(name), sample
            case Sort.TEMPO | Sort.KEY | Sort.LOUDNESS:  # none of it is known here
                return file_key(name), sample

    found = [row[0] for row in sorted(filter(fits, rows), key=key)]
    return found[::-1] if query.descending and not query.sort.partial else found


TERMS = [
    "kick",
    "KI",
    "2",
    "ärg",
    "Ä",
    "drums/deep",
    "�",
    ".wav",
    '"',
    "日本",
    "-kick",
    "-ki",
    "tag:keep",
    "-tag:keep",
    "tag:keep,reject",
    "type:kick",
    "-type:kick,snare",
    "type:snare,hat",
    "len<4",
    "len:3..6",
    "len>=9",
    "rate:44100",
    "rate>44.1k",
    "ch:mono",
    "ch:2",
    "folder:drum",
    "-folder:deep",
    "name:ki",
    "name:snare",
    "name:ums",
    "format:wav",
    "format:flac",
    "is:missing",
    "-is:broken",
    "in:kit",
    "bpm:120",
    "key:Am",
    "-loudness<-14",
    "onsets>1",
    "len<x",
    "type:foo",
    "arger",
    "\uff4b\uff49\uff43\uff4b",
]

queries = st.builds(
    Query,
    source=st.sampled_from([None, SourceId(1), SourceId(2), SourceId(3)]),
    folder=st.sampled_from([b"", b"drums", b"drums/deep", b"\xe6\x97\xa5\xe6\x9c\xac", b"no"]),
    words=st.lists(
        st.sampled_from(TERMS),
        max_size=4,
    ).map(" ".join),
    tag=st.sampled_from([None, *Tag]),
    among=st.none() | st.frozensets(st.integers(1, 20).map(SampleId)),
    sort=st.sampled_from(Sort),
    descending=st.booleans(),
)


@given(query=queries)
def test_a_query_answers_what_a_plain_loop_would(library: sqlite3.Connection, query: Query) -> None:
    lists = Lists()

    assert lists.run_query(library, query).ids.tolist() == _expected(library, query)
    assert lists.run_query(library, query).ids.tolist() == _expected(
        library, query
    )  # from what it kept


@given(query=queries, chosen=st.booleans())
def test_counts_are_those_of_the_lists_that_the_filters_would_show(
    library: sqlite3.Connection, query: Query, chosen: bool
) -> None:
    lists = Lists()
    ids = np.array(_expected(library, replace(query, tag=None)), np.int64) if chosen else None
    counts = lists.count(library, query, ids)

    for tag in (None, *Tag):
        assert counts.of(tag) == len(_expected(library, replace(query, tag=tag)))
    listed = _expected(library, replace(query, words=without_types(query.words)))
    among = listed if ids is None else ids.tolist()
    assert counts.types == Counter(kind for one in among if (kind := _type(one)))


@given(text=st.text())
def test_no_typed_text_is_an_error(library: sqlite3.Connection, text: str) -> None:
    found, search = Lists().run_query(library, Query(words=text)), parse(text)

    # A word that nobody is called by, and a word that may be misspelt, find others.
    if not found.respelled and not search.fuzzy:
        assert found.ids.tolist() == _expected(library, Query(words=text))


@pytest.mark.parametrize(
    ("typed", "respelled"),
    [
        ("kcik", (Respelling("kcik", ("kick",)),)),
        ("snar", ()),
        ("snre drums", (Respelling("snre", ("snare",)),)),
        ("~snre", ()),
        ("zzzzzz", ()),
        ("kick snare", ()),
    ],
)
def test_a_word_that_nobody_is_called_by_stands_for_those_like_it(
    library: sqlite3.Connection, typed: str, respelled: tuple[Respelling, ...]
) -> None:
    found = Lists().run_query(library, Query(words=typed))
    meant = typed.replace("kcik", "kick").replace("~", "").replace("snre", "snare")

    assert found.respelled == respelled
    assert found.ids.tolist() == _expected(library, Query(words=meant))


def test_kept_lists_are_dropped_when_another_connection_wrote(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    schema.create(path, schema.steps())
    lists, query = Lists(), Query(sort=Sort.NAME)
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as reader,
        closing(sqlite3.connect(path, isolation_level=None)) as writer,
    ):
        assert lists.run_query(reader, query).ids.size == 0
        _filled(writer)

        assert lists.run_query(reader, query).ids.size == 2 * len(NAMES)
        assert lists.run_query(reader, query).ids.dtype == np.int64


def test_the_answer_may_be_made_read_only(library: sqlite3.Connection) -> None:
    lists = Lists()
    for query in (Query(), replace(Query(), descending=True), Query(words="type:foo")):
        lists.run_query(library, query).ids.flags.writeable = False

        assert lists.run_query(library, query).ids.flags.writeable


@pytest.mark.parametrize("sort", [sort for sort in Sort if sort not in {Sort.PLACE, Sort.FOLDER}])
def test_every_order_is_read_from_an_index(library: sqlite3.Connection, sort: Sort) -> None:
    rows = library.execute(f"EXPLAIN QUERY PLAN {_ordered(sort)}").fetchall()
    plan = [detail for *_, detail in rows]

    assert "INDEX" in plan[0]
    sorted_by_sqlite = [line for line in plan if "FOR ORDER BY" in line]
    assert sorted_by_sqlite == [], "values that are equal may be sorted; not all of them"


def test_folders_count_what_is_below(library: sqlite3.Connection) -> None:
    tree = folders.folder_tree(library, SourceId(1))

    assert [(folder.path, folder.count) for folder in tree] == [
        (b"drums", 3),
        (b"drums/deep", 2),
        (b"drums 2", 1),
        (b"drums0", 1),
        (b"\xe6\x97\xa5\xe6\x9c\xac", 1),
    ]
