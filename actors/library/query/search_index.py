"""Index of samples for searching: built chunk by chunk in the background.

A chunk that has changed since it was built is searched in the table itself, so that results are
exact at any time. See docs/decisions/0017-search-index.md.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from actors.library.query.ids import Ids, fetch_ids
from models.library.search.chunk import BITS, SIZE, Piece, SearchChunk, pieces
from models.library.search.columns import ColumnChunk, Row

_NAME = "substr(words, length(rtrim(words, replace(words, '/', ''))) + 1)"
"""SQL for the path after its last `/`."""
_INSIDE = "id >= ? AND id < ?"
_STORED = {"length": ("lengths", "<f8"), "rate": ("rates", "<i4"), "channels": ("channels", "<i4")}
"""By column of `sample`: column of `column_chunk`, data type."""

Numbers = NDArray[np.float64] | NDArray[np.int64] | NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class StaleChunk:
    """A chunk to index, as it is now."""

    chunk: int
    changes: int
    texts: tuple[tuple[int, str], ...]
    """Offset in the chunk and folded path of each sample."""
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class IndexedChunk:
    """A chunk and its index."""

    stale: StaleChunk
    words: SearchChunk
    columns: ColumnChunk


def next_stale(
    connection: sqlite3.Connection, after: int, *, but_last: bool = False
) -> StaleChunk | None:
    """Return the first stale chunk above `after`; `None`: there is none.

    Args:
        connection: Connection to the library.
        after: Number of a chunk; -1: none.
        but_last: Leave out the chunk of the newest samples, as more are being added.
    """
    found = connection.execute(
        "SELECT chunk, changes FROM stale_chunk WHERE chunk > ?"
        " AND (NOT ? OR chunk < (SELECT max(id) >> ? FROM sample)) ORDER BY chunk LIMIT 1",
        (after, but_last, BITS),
    ).fetchone()
    if found is None:
        return None
    chunk, changes = found
    rows = connection.execute(
        f"SELECT id & ?, words, length, rate, channels, format FROM sample WHERE {_INSIDE}",
        (SIZE - 1, *_bounds(chunk)),
    ).fetchall()
    return StaleChunk(
        chunk,
        changes,
        tuple((offset, words) for offset, words, *_ in rows),
        tuple((offset, *facts) for offset, _, *facts in rows),
    )


def index_chunk(stale: StaleChunk) -> IndexedChunk:
    """Return the index of a chunk."""
    return IndexedChunk(stale, SearchChunk.build(stale.texts), ColumnChunk.build(stale.rows))


def store_chunk(connection: sqlite3.Connection, done: IndexedChunk) -> None:
    """Store the index of a chunk, unless it changed since it was read."""
    stale, words, columns = done.stale, done.words, done.columns
    current = connection.execute(
        "DELETE FROM stale_chunk WHERE chunk = ? AND changes = ?", (stale.chunk, stale.changes)
    ).rowcount
    if not current:
        return
    # Chunks are never deleted, so `built` is never given again.
    connection.execute(
        "INSERT OR REPLACE INTO search_chunk"
        " SELECT ?, coalesce(max(built), 0) + 1, ?, ?, ? FROM search_chunk",
        (stale.chunk, words.words, _bytes(words.ends, "<u4"), _bytes(words.places, "<u2")),
    )
    connection.execute(
        "INSERT OR REPLACE INTO column_chunk VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            *(stale.chunk, "\n".join(columns.formats), _bytes(columns.codes, "<u2")),
            *(_bytes(columns.offsets, "<u2"), _bytes(columns.lengths, "<f8")),
            *(_bytes(columns.rates, "<i4"), _bytes(columns.channels, "<i4")),
        ),
    )


class SearchIndex:
    """The index, its words in memory; belongs to the thread of one connection."""

    def __init__(self) -> None:
        self._loaded: dict[int, tuple[int, SearchChunk]] = {}
        self._built: dict[int, int] = {}
        """Versions of the chunks that are not stale."""
        self._stale: tuple[int, ...] = ()

    def refresh(self, connection: sqlite3.Connection) -> None:
        """Learn what has changed; call it at the beginning of a read transaction."""
        stale = connection.execute("SELECT chunk FROM stale_chunk ORDER BY chunk").fetchall()
        self._stale = tuple(chunk for (chunk,) in stale)
        built = connection.execute(
            "SELECT chunk, built FROM search_chunk"
            " WHERE chunk NOT IN (SELECT chunk FROM stale_chunk) ORDER BY chunk"
        ).fetchall()
        self._built = dict(built)

    @property
    def stale(self) -> tuple[int, ...]:
        """The chunks that must be read from the table."""
        return self._stale

    def current(self, connection: sqlite3.Connection) -> Iterator[tuple[int, int, SearchChunk]]:
        """Yield the chunks that are indexed: number, version, words."""
        for chunk, built in self._built.items():
            known = self._loaded.get(chunk)
            if known is None or known[0] != built:
                known = self._loaded[chunk] = built, _loaded(connection, chunk)
            yield chunk, built, known[1]

    def with_word(self, connection: sqlite3.Connection, word: str, *, in_name: bool = False) -> Ids:
        """Return the ids of the samples whose path contains a word.

        Args:
            connection: Connection to the library.
            word: Folded, not empty.
            in_name: Only those whose file name contains it.
        """
        if in_name and "/" in word:
            return np.zeros(0, np.int64)
        parts = pieces(word)
        text = _NAME if in_name else "words"
        if not parts:
            return fetch_ids(connection, f"SELECT id FROM sample WHERE instr({text}, ?)", (word,))
        found = self._with_pieces(connection, parts, in_name=in_name)
        if len(parts) > 1 and found.size:  # they need not follow each other
            among = "id IN (SELECT value FROM json_each(?))"
            sql = f"SELECT id FROM sample WHERE {among} AND instr({text}, ?)"
            found = fetch_ids(connection, sql, (json.dumps(found.tolist()), word))
        unread = [
            fetch_ids(
                connection,
                f"SELECT id FROM sample WHERE {_INSIDE} AND instr({text}, ?)",
                (*_bounds(chunk), word),
            )
            for chunk in self._stale
        ]
        return np.concatenate([found, *unread]) if unread else found

    def with_number(
        self,
        connection: sqlite3.Connection,
        column: str,
        met: Callable[[Numbers], NDArray[np.bool_]],
    ) -> Ids:
        """Return the ids of the samples whose value in a column meets a condition.

        Args:
            connection: Connection to the library.
            column: `length`, `rate` or `channels`.
            met: Returns for each value whether it does.
        """
        name, stored = _STORED[column]
        there = self._nowhere()
        sql = f"SELECT chunk, offsets, {name} FROM column_chunk"
        for chunk, offsets, values in connection.execute(sql):
            if chunk in self._built:
                places = np.frombuffer(offsets, "<u2")
                there[chunk << BITS :][places.compress(met(np.frombuffer(values, stored)))] = True
        unread = [
            numbers[0].compress(met(numbers[1]))
            for chunk in self._stale
            if (numbers := _numbers(connection, column, chunk)) is not None
        ]
        return np.concatenate([np.flatnonzero(there), *unread])

    def with_format(self, connection: sqlite3.Connection, is_wanted: Callable[[str], bool]) -> Ids:
        """Return the ids of the samples whose format is wanted."""
        there = self._nowhere()
        sql = "SELECT chunk, formats, codes, offsets FROM column_chunk"
        for chunk, formats, codes, offsets in connection.execute(sql):
            if chunk in self._built:
                wanted = np.array([is_wanted(one) for one in formats.split("\n")], np.bool_)
                places = np.frombuffer(offsets, "<u2")
                met = wanted[np.frombuffer(codes, "<u2")]
                there[chunk << BITS :][places.compress(met)] = True
        unread = [
            sample
            for chunk in self._stale
            for sample, form in connection.execute(
                f"SELECT id, format FROM sample WHERE {_INSIDE}", _bounds(chunk)
            )
            if is_wanted(form)
        ]
        return np.concatenate([np.flatnonzero(there), np.array(unread, np.int64)])

    def _nowhere(self) -> NDArray[np.bool_]:
        """Return False for each possible id in a current chunk."""
        return np.zeros((max(self._built, default=-1) + 1) << BITS, np.bool_)

    def _with_pieces(
        self, connection: sqlite3.Connection, parts: Sequence[Piece], *, in_name: bool
    ) -> Ids:
        """Return the ids in current chunks with all of these pieces, in any order."""
        there = self._nowhere()
        first, *others = parts
        for chunk, _, index in self.current(connection):
            places = index.find(first, in_name=in_name)
            part = there[chunk << BITS : (chunk + 1) << BITS]
            part[places] = True
            for other in others if places.size else ():
                also = np.zeros(SIZE, np.bool_)
                also[index.find(other, in_name=in_name)] = True
                part &= also
        return np.flatnonzero(there)


def _bounds(chunk: int) -> tuple[int, int]:
    return chunk << BITS, (chunk + 1) << BITS


def _bytes(array: NDArray[np.generic], stored: str) -> bytes:
    return array.astype(stored, copy=False).tobytes()


def _loaded(connection: sqlite3.Connection, chunk: int) -> SearchChunk:
    words, ends, places = connection.execute(
        "SELECT words, ends, places FROM search_chunk WHERE chunk = ?", (chunk,)
    ).fetchone()
    return SearchChunk(words, np.frombuffer(ends, "<u4"), np.frombuffer(places, "<u2"))


def _numbers(connection: sqlite3.Connection, column: str, chunk: int) -> tuple[Ids, Numbers] | None:
    """Return the ids and the values of a chunk, from the table; `None`: it is empty."""
    rows = connection.execute(
        f"SELECT id, {column} FROM sample WHERE {_INSIDE}", _bounds(chunk)
    ).fetchall()
    if not rows:
        return None
    ids, values = zip(*rows, strict=True)
    return np.array(ids, np.int64), np.array(values)
