"""Run list queries: which samples match, and in which order.

Sorting is the expensive part, so the whole library is sorted once per order by walking an index,
and cached until the next write; a query then only filters ids. Results of single terms are cached
as well: typing further only runs the newest one.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial, reduce

import numpy as np

from actors.library.query.conditions import ids_matching
from actors.library.query.ids import Ids, fetch_ids, filter_ids
from actors.library.query.words import TRIGRAM, Vocabulary, ids_with_any, ids_with_words
from models.library.query import Query, Sort
from models.library.search.parse import parse
from models.library.search.respelling import Respelling
from models.library.search.search import Search

_TABLES = {  # what the first column of an order is read from; the order of joins is that of SQL
    "sample": "sample",
    "folder": "folder CROSS JOIN sample ON sample.folder = folder.id",
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
        self._kept: OrderedDict[object, Ids] = OrderedDict()
        self._vocabulary = Vocabulary()
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
        if version is None:
            version = connection.execute("PRAGMA data_version").fetchone()[0]
        if version != self._version:
            self._kept.clear()
            self._meant.clear()
            self._version = version
        found, respelled = self._scope(connection, query), tuple[Respelling, ...]()
        if query.words:
            found, respelled = self._searched(connection, found, parse(query.words))
        reversed_ = query.descending and not query.sort.partial
        found = np.ascontiguousarray(found[::-1]) if reversed_ else found.copy()
        everywhere = Query(words=query.words)
        narrowed = query.source is not None or query.folder or query.tag is not None
        if found.size or not (query.words and narrowed) or query.collection is not None:
            return Answer(found, respelled)
        return Answer(found, respelled, self.run_query(connection, everywhere, version).ids.size)

    def _scope(self, connection: sqlite3.Connection, query: Query) -> Ids:
        descending = query.descending and query.sort.partial
        narrowed = (query.source, query.folder, query.more_folders, query.tag, query.collection)
        key = (*narrowed, query.sort, descending)

        def found() -> Ids:
            # Filter by filter, as each uses an index and is cached separately.
            parts = [
                self._remembered(part, lambda part=part: fetch_ids(connection, *part))  # type: ignore[misc]
                for part in _parts(query)
            ]
            found = reduce(filter_ids, parts, self._order(connection, query))
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
            sort = Sort.FOLDER  # only collections have positions
        if sort.partial:
            known = partial(self._known, connection, sort, descending=query.descending)
            return self._remembered((sort, query.descending), known)
        return self._remembered(sort, lambda: fetch_ids(connection, _ordered(sort)))

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
                lambda condition=condition: ids_matching(connection, condition),  # type: ignore[misc]
            )
            found = filter_ids(found, among, without=condition.negated)
        return found, respelled

    def _with_words(
        self, connection: sqlite3.Connection, words: tuple[str, ...]
    ) -> tuple[Ids, tuple[Respelling, ...]]:
        """Return samples with all of these words; unknown words are replaced by similar ones."""
        among = self._remembered(words, lambda: ids_with_words(connection, words))
        if among.size:
            return among, ()
        parts = [self._with_word(connection, word) for word in words]
        if all(part.size for part in parts):
            return among, ()  # each word occurs, but not together
        respelled: list[Respelling] = []
        for at, word in enumerate(words):
            if not parts[at].size:
                parts[at], meant = self._like(connection, word)
                respelled.append(Respelling(word, meant[:3]))
            if not parts[at].size:
                return parts[at], ()  # nothing is similar, either
        return reduce(filter_ids, parts), tuple(respelled)

    def _with_word(self, connection: sqlite3.Connection, word: str) -> Ids:
        return self._remembered((word,), lambda: ids_with_words(connection, (word,)))

    def _like(self, connection: sqlite3.Connection, word: str) -> tuple[Ids, tuple[str, ...]]:
        """Return the ids of samples with the word or a similar one, and the similar words."""
        if len(word) < TRIGRAM or not word.isalpha():  # anything else is similar to too much
            return self._with_word(connection, word), ()
        if word not in self._meant:
            self._meant[word] = self._vocabulary.like(connection, word)
        meant = self._meant[word]
        alternatives = tuple(dict.fromkeys((word, *meant)))
        found = self._remembered(("~", word), lambda: ids_with_any(connection, alternatives))
        return found, meant

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
        sort: Any but `Sort.PLACE`, which belongs to collections.
        descending: Applies to the first column; ties keep their order.
    """
    first, *others = sort.columns
    table = _TABLES[first.partition(".")[0]]
    by = [f"{first} DESC" if descending else first, *others, "sample.id"]
    known = f" WHERE {sort.known}" if sort.known else ""
    return f"SELECT sample.id FROM {table}{known} ORDER BY {', '.join(by)}"


def _parts(query: Query) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Yield an SQL query with its values for each filter."""
    if query.source is not None:
        yield "SELECT id FROM sample WHERE source = ?", (query.source,)
    if query.folder:
        # Subfolders sort between the path with `/` and the path with the next byte.
        folders = (query.folder, *query.more_folders)
        inside = " OR ".join(["path = ? OR (path > ? AND path < ?)"] * len(folders))
        below = (
            "SELECT id FROM sample WHERE folder IN (SELECT id FROM folder"
            f" WHERE source IS coalesce(?, source) AND ({inside}))"
        )
        ends = [end for path in folders for end in (path, path + b"/", path + b"0")]
        yield below, (query.source, *ends)
    if query.tag is not None:
        # SQLite uses the partial index of marked samples only if its condition is repeated.
        marked = "tag = ? AND tag != 0" if query.tag else "tag = ?"
        yield f"SELECT id FROM sample WHERE {marked}", (int(query.tag),)
    if query.collection is not None:
        yield "SELECT sample AS id FROM member WHERE collection = ?", (query.collection,)
