"""Which samples answer a query, and in which order.

Sorting is the dear part, so the whole library is sorted once per order by
walking an index, and kept until something was written; a query then only says
which ids stay. Ids leave SQLite as one text: a tenth of the time of rows.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict

import numpy as np
from numpy.typing import NDArray

from models.library.query import Query, Sort
from models.library.searching import words

Ids = NDArray[np.int64]

_ORDERS = {
    Sort.FOLDER: """
        SELECT sample.id FROM folder CROSS JOIN sample ON sample.folder = folder.id
        ORDER BY folder.source, folder.key, folder.id, sample.key, sample.id""",
    Sort.NAME: "SELECT id FROM sample ORDER BY key, id",
    Sort.LENGTH: "SELECT id FROM sample ORDER BY length, key, id",
}
_MEMBERS = "SELECT sample AS id FROM member WHERE collection = ? ORDER BY place, sample"
_TRIGRAM = 3
"""Characters of the shortest word the full-text index can find."""
_KEPT = 16
"""Lists kept, newest first: one of 100 000 ids is 0.8 MB."""


class Lists:
    """Answers queries; belongs to the thread of one connection."""

    def __init__(self) -> None:
        self._version: int | None = None
        self._kept: OrderedDict[object, Ids] = OrderedDict()

    def answer(self, connection: sqlite3.Connection, query: Query) -> Ids:
        """Return int64 [count], the ids that answer `query`, in its order."""
        version: int = connection.execute("PRAGMA data_version").fetchone()[0]
        if version != self._version:
            self._kept.clear()
            self._version = version
        ids = self._scope(connection, query)
        wanted = words(query.words)
        if wanted:
            ids = _only(ids, _ids(connection, *_with_words(wanted)))
        return np.ascontiguousarray(ids[::-1]) if query.descending else ids.copy()

    def _scope(self, connection: sqlite3.Connection, query: Query) -> Ids:
        key = (query.source, query.folder, query.tag, query.sort, query.collection)
        if key not in self._kept:
            order = self._order(connection, query)
            self._keep(key, _only(order, _ids(connection, *_inside(query))))
        self._kept.move_to_end(key)
        return self._kept[key]

    def _order(self, connection: sqlite3.Connection, query: Query) -> Ids:
        sort = query.sort
        if sort is Sort.PLACE:
            if query.collection is not None:
                return _ids(connection, _MEMBERS, (query.collection,))
            sort = Sort.FOLDER  # only a collection has places
        if sort not in self._kept:
            self._keep(sort, _ids(connection, _ORDERS[sort], ()))
        return self._kept[sort]

    def _keep(self, key: object, ids: Ids) -> None:
        self._kept[key] = ids
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)


def _inside(query: Query) -> tuple[str, tuple[object, ...]]:
    conditions, values = ["1"], list[object]()
    if query.source is not None:
        conditions.append("source = ?")
        values.append(query.source)
    if query.folder:
        conditions.append(
            "folder IN (SELECT id FROM folder WHERE source IS coalesce(?, source)"
            " AND (path = ? OR (path > ? AND path < ?)))"
        )
        # What is below sorts between the path with `/` and the path with the byte after it.
        values += [query.source, query.folder, query.folder + b"/", query.folder + b"0"]
    if query.tag is not None:
        # SQLite uses the index of the marked ones only if its condition stands here word for word.
        conditions.append("tag = ? AND tag != 0" if query.tag else "tag = ?")
        values.append(int(query.tag))
    if query.collection is not None:
        conditions.append("id IN (SELECT sample FROM member WHERE collection = ?)")
        values.append(query.collection)
    return f"SELECT id FROM sample WHERE {' AND '.join(conditions)}", tuple(values)


def _with_words(wanted: tuple[str, ...]) -> tuple[str, tuple[object, ...]]:
    long = [word for word in wanted if len(word) >= _TRIGRAM]
    short = [word for word in wanted if len(word) < _TRIGRAM]
    phrases = " ".join('"' + word.replace('"', '""') + '"' for word in long)
    found = "SELECT rowid AS id FROM sample_words WHERE sample_words MATCH ?"
    if not short:
        return found, (phrases,)
    conditions = ["instr(words, ?)"] * len(short)
    if not long:
        return f"SELECT id FROM sample WHERE {' AND '.join(conditions)}", tuple(short)
    conditions.append(f"id IN ({found})")
    return f"SELECT id FROM sample WHERE {' AND '.join(conditions)}", (*short, phrases)


def _ids(connection: sqlite3.Connection, sql: str, values: tuple[object, ...]) -> Ids:
    joined: str | None = connection.execute(
        f"SELECT group_concat(id) FROM ({sql})", values
    ).fetchone()[0]
    return np.fromstring(joined, np.int64, sep=",") if joined else np.zeros(0, np.int64)


def _only(ids: Ids, among: Ids) -> Ids:
    return ids[np.isin(ids, among)]
