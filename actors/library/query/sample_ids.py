"""Run list queries: which samples match, and in which order.

Sorting is the expensive part, so the order of folders is stored. Any other one is found once by
walking an index, and cached until the next write; a query then only filters ids. Results of single
terms are cached as well: typing further only runs the newest one.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from types import MappingProxyType

import numpy as np

from actors.library.query.conditions import ids_matching
from actors.library.query.folder_listings import Part, ids_by_folder
from actors.library.query.ids import Ids, fetch_ids, filter_ids
from actors.library.query.search_index import SearchIndex
from actors.library.query.types import type_codes
from actors.library.query.words import SHORTEST, Vocabulary
from models.library.counts import Counts
from models.library.query import Query, Sort
from models.library.search.parse import parse
from models.library.search.respelling import Respelling
from models.library.search.search import Search
from models.library.search.type_filter import without_types
from models.library.tag import Tag
from models.types.sound_type import SoundType

_TABLES = {  # what the first column of an order is read from; the order of joins is that of SQL
    "sample": "sample",
    "analysis": "analysis JOIN sample ON sample.id = analysis.sample",
}
_MEMBERS = "SELECT sample AS id FROM member WHERE collection = ? ORDER BY place, sample"
_AWAY = "SELECT id FROM sample WHERE missing >= 2 AND missing != 0"
"""Deleted, or removed with their source; the second condition enables the partial index."""
_REMOVED = "SELECT id FROM sample WHERE missing >= 4 AND missing != 0"
"""Removed with their source."""
_KEPT = 32
"""Cached lists, least recently used dropped first: one of 100 000 ids is 0.8 MB."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Result of a list query."""

    ids: Ids
    """int64 [count], sorted."""
    respelled: tuple[Respelling, ...] = ()
    """Words that were replaced by similar ones."""
    elsewhere: int = 0
    """If nothing matches: number of matches in all sources, whatever their marks."""


class Lists:
    """Runs list queries with a cache; belongs to the thread of one connection."""

    def __init__(self) -> None:
        self._version: object = None
        self._written: int | None = None
        self._kept: OrderedDict[object, Ids] = OrderedDict()
        self._index, self._vocabulary = SearchIndex(), Vocabulary()
        self._meant: dict[str, tuple[str, ...]] = {}

    def run_query(
        self, connection: sqlite3.Connection, query: Query, version: object = None
    ) -> Answer:
        """List the ids matching `query`, sorted.

        Args:
            connection: Connection to the library.
            query: List query.
            version: Differs from the last one after a write that affects lists; `None`: ask the
                database, which also counts other writes.
        """
        version = self._use_version(connection, version)
        found, respelled = self._found(connection, query)
        reversed_ = query.descending and not query.sort.partial
        found = np.ascontiguousarray(found[::-1]) if reversed_ else found.copy()
        everywhere = Query(words=query.words)
        narrowed = query.source is not None or query.folder or query.tag is not None
        narrowed = narrowed or query.among is not None
        if found.size or not (query.words and narrowed) or query.collection is not None:
            return Answer(found, respelled)
        return Answer(found, respelled, self.run_query(connection, everywhere, version).ids.size)

    def count(
        self,
        connection: sqlite3.Connection,
        query: Query,
        ids: Ids | None = None,
        version: object = None,
        *,
        types: bool = True,
    ) -> Counts:
        """Count the samples of each mark, and of each type.

        Args:
            connection: Connection to the library.
            query: The list query.
            ids: Count only among these, int64 [count]; `None`: among all that the query finds.
            version: As in `run_query`.
            types: Count the types, too.
        """
        self._use_version(connection, version)
        # In the stored order, which takes least.
        plain = replace(query, sort=Sort.FOLDER, descending=False)
        among = self._found(connection, replace(plain, tag=None))[0] if ids is None else ids
        kept, rejected = (
            filter_ids(among, self._remembered(part, partial(fetch_ids, connection, *part))).size
            for tag in (Tag.KEEP, Tag.TRASH)
            for part in _parts(Query(tag=tag))
        )
        if not types:
            return Counts(int(among.size), kept, rejected)
        untyped = replace(plain, words=without_types(query.words))
        listed = self._found(connection, untyped)[0] if ids is None else ids
        codes = self._remembered("types", partial(type_codes, connection))
        known = listed[listed < codes.size]
        counted = np.bincount(codes[known], minlength=len(SoundType) + 1)[1:]
        found = {kind: int(many) for kind, many in zip(SoundType, counted, strict=True) if many}
        return Counts(int(among.size), kept, rejected, MappingProxyType(found))

    def _use_version(self, connection: sqlite3.Connection, version: object) -> object:
        """Drop cached lists of another version; return the version."""
        written = self._refresh(connection)
        version = written if version is None else version
        if version != self._version:
            self._kept.clear()
            self._meant.clear()
            self._version = version
        return version

    def _found(
        self, connection: sqlite3.Connection, query: Query
    ) -> tuple[Ids, tuple[Respelling, ...]]:
        """Return the ids of a query in ascending order, and replaced words."""
        found = self._scope(connection, query)
        if query.among is not None:
            found = filter_ids(found, np.fromiter(query.among, np.int64, len(query.among)))
        if not query.words:
            return found, ()
        return self._searched(connection, found, parse(query.words))

    def containing(
        self, connection: sqlite3.Connection, words: Sequence[str], *, in_name: bool = False
    ) -> Ids:
        """Return the ids of the samples whose path or name contains any of the words, sorted."""
        self._refresh(connection)
        found = [self._index.with_word(connection, word, in_name=in_name) for word in words]
        return np.unique(np.concatenate([np.zeros(0, np.int64), *found]))

    def _refresh(self, connection: sqlite3.Connection) -> int:
        """Bring the index up to date; return a number that differs after writes of others."""
        written = int(connection.execute("PRAGMA data_version").fetchone()[0])
        if written != self._written:  # the index may have been brought up to date
            self._index.refresh(connection)
            self._written = written
        return written

    def _scope(self, connection: sqlite3.Connection, query: Query) -> Ids:
        descending = query.descending and query.sort.partial
        narrowed = (query.source, query.folder, query.more_folders, query.tag, query.collection)
        key = (*narrowed, query.sort, descending)

        def found() -> Ids:
            # Filter by filter, as each uses an index and is cached separately.
            found = self._order(connection, query)
            if query.sort is not Sort.FOLDER and (place := _place(query)) != Part():
                found = filter_ids(found, self._in_folders(connection, place))
            for part in _parts(query):
                among = self._remembered(part, lambda part=part: fetch_ids(connection, *part))  # type: ignore[misc]
                found = filter_ids(found, among)
            # Deleted samples stay members, shown as missing.
            hidden = _AWAY if query.collection is None else _REMOVED
            away = self._remembered(hidden, lambda: fetch_ids(connection, hidden))
            return filter_ids(found, away, without=True) if away.size else found

        return self._remembered(key, found)

    def _order(self, connection: sqlite3.Connection, query: Query) -> Ids:
        sort = query.sort
        if sort is Sort.PLACE:
            if query.collection is not None:
                return fetch_ids(connection, _MEMBERS, (query.collection,))
            return self._in_folders(connection, Part())  # only collections have positions
        if sort is Sort.FOLDER:
            return self._in_folders(connection, _place(query))
        if sort.partial:
            known = partial(self._known, connection, sort, descending=query.descending)
            return self._remembered((sort, query.descending), known)
        return self._remembered(sort, lambda: fetch_ids(connection, _ordered(sort)))

    def _in_folders(self, connection: sqlite3.Connection, place: Part) -> Ids:
        """Return all samples in a part of the library, in the order of folders."""
        return self._remembered(place, lambda: ids_by_folder(connection, place))

    def _known(self, connection: sqlite3.Connection, sort: Sort, *, descending: bool) -> Ids:
        """Return samples with a value, sorted, then all others by name."""
        first = fetch_ids(connection, _ordered(sort, descending=descending))
        by_name = self._remembered(Sort.NAME, lambda: fetch_ids(connection, _ordered(Sort.NAME)))
        return np.concatenate([first, filter_ids(by_name, first, without=True)])

    def _searched(
        self, connection: sqlite3.Connection, found: Ids, search: Search
    ) -> tuple[Ids, tuple[Respelling, ...]]:
        respelled: tuple[Respelling, ...] = ()
        if not search.answerable:
            return found[:0], respelled
        if search.words:
            among, respelled = self._with_words(connection, search.words)
            found = filter_ids(found, among)
        for word in search.fuzzy:
            found = filter_ids(found, self._like(connection, word)[0])
        for word in search.without:
            found = filter_ids(found, self._with_word(connection, word), without=True)
        for condition in search.conditions:
            among = self._remembered(
                (condition.property, condition.value),
                lambda condition=condition: ids_matching(connection, self._index, condition),  # type: ignore[misc]
            )
            found = filter_ids(found, among, without=condition.negated)
        return found, respelled

    def _with_words(
        self, connection: sqlite3.Connection, words: tuple[str, ...]
    ) -> tuple[Ids, tuple[Respelling, ...]]:
        """Return samples with all of these words; unknown words are replaced by similar ones."""
        parts = [self._with_word(connection, word) for word in words]
        if all(part.size for part in parts):  # though perhaps not together
            return reduce(filter_ids, sorted(parts, key=len)), ()
        respelled: list[Respelling] = []
        for at, word in enumerate(words):
            if not parts[at].size:
                parts[at], meant = self._like(connection, word)
                respelled.append(Respelling(word, meant[:3]))
            if not parts[at].size:
                return parts[at], ()  # nothing is similar, either
        return reduce(filter_ids, parts), tuple(respelled)

    def _with_word(self, connection: sqlite3.Connection, word: str) -> Ids:
        return self._remembered((word,), lambda: self._index.with_word(connection, word))

    def _like(self, connection: sqlite3.Connection, word: str) -> tuple[Ids, tuple[str, ...]]:
        """Return the ids of samples with the word or a similar one, and the similar words."""
        if len(word) < SHORTEST or not word.isalpha():  # anything else is similar to too much
            return self._with_word(connection, word), ()
        if word not in self._meant:
            self._meant[word] = self._vocabulary.like(connection, self._index, word)
        meant = self._meant[word]

        def found() -> Ids:
            any_of = [self._with_word(connection, one) for one in dict.fromkeys((word, *meant))]
            return np.unique(np.concatenate(any_of))

        return self._remembered(("~", word), found), meant

    def _remembered(self, key: object, find: Callable[[], Ids]) -> Ids:
        if key not in self._kept:
            self._kept[key] = find()
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]


def _ordered(sort: Sort, *, descending: bool = False) -> str:
    """Return the SQL for the ids of samples with a value to sort by, in order.

    Args:
        sort: Any but `Sort.PLACE`, which belongs to collections, and `Sort.FOLDER`.
        descending: Applies to the first column; ties keep their order.
    """
    first, *others = sort.columns
    table = _TABLES[first.partition(".")[0]]
    by = [f"{first} DESC" if descending else first, *others, "sample.id"]
    known = f" WHERE {sort.known}" if sort.known else ""
    return f"SELECT sample.id FROM {table}{known} ORDER BY {', '.join(by)}"


def _place(query: Query) -> Part:
    return Part(query.source, (query.folder, *query.more_folders) if query.folder else ())


def _parts(query: Query) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Yield an SQL query with its values for each filter, but that of source and folders."""
    if query.tag is not None:
        # SQLite uses the partial index of marked samples only if its condition is repeated.
        marked = "tag = ? AND tag != 0" if query.tag else "tag = ?"
        yield f"SELECT id FROM sample WHERE {marked}", (int(query.tag),)
    if query.collection is not None:
        yield "SELECT sample AS id FROM member WHERE collection = ?", (query.collection,)
