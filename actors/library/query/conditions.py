"""Samples that match a search condition, each by an index."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache, partial

import numpy as np

from actors.library.query.ids import Ids, fetch_ids
from actors.library.query.search_index import SearchIndex
from actors.library.query.types import ids_of_type
from models.analysis.key import Key, Mode
from models.library.search.columns import are_in_range
from models.library.search.search import AnyOf, Condition, Property, Range, State
from models.library.tag import Tag
from models.library.text_folding import fold_for_search, search_text
from models.types.sound_type import SoundType

_COLUMNS = {Property.LENGTH: "length", Property.RATE: "rate", Property.CHANNELS: "channels"}
_FOUND_OUT = {
    Property.TEMPO: ("tempo", "tempo_confidence + other_confidence >= 0.5"),
    Property.LOUDNESS: ("loudness", "1"),
    Property.ONSETS: ("onset_count", "1"),
}
"""Columns of other tables, with the confidence condition exactly as in their index."""
_OTHERWISE = {Property.TEMPO: ("other_tempo", "other_tempo IS NOT NULL")}
"""Alternative values: a sample matches by either."""
_AMONG = "IN (SELECT value FROM json_each(?))"


def ids_matching(connection: sqlite3.Connection, index: SearchIndex, condition: Condition) -> Ids:
    """Return the ids of the samples that meet a condition, ignoring its negation."""
    value = condition.value
    if isinstance(value, AnyOf):
        each = (replace(condition, value=one) for one in value.values)
        return np.unique(np.concatenate([ids_matching(connection, index, one) for one in each]))
    if isinstance(value, Range):
        return _in_range(connection, index, condition.property, value)
    if isinstance(value, Key):
        return _in_key(connection, value)
    if isinstance(value, Tag):
        # SQLite uses the partial index of marked samples only if its condition is repeated.
        with_tag = "tag = ? AND tag != 0" if value else "tag = ?"
        return fetch_ids(connection, f"SELECT id FROM sample WHERE {with_tag}", (int(value),))
    if isinstance(value, SoundType):
        return ids_of_type(connection, value)
    if isinstance(value, State):
        return _in_state(connection, value)
    return _with_text(connection, index, condition.property, value)


def _in_range(
    connection: sqlite3.Connection, index: SearchIndex, asked: Property, wanted: Range
) -> Ids:
    if asked in _COLUMNS:
        return index.with_number(connection, _COLUMNS[asked], partial(are_in_range, wanted=wanted))
    places = [_FOUND_OUT[asked], *([_OTHERWISE[asked]] if asked in _OTHERWISE else [])]
    parts = [_between("sample AS id FROM analysis", *place, wanted) for place in places]
    sql = " UNION ".join(part for part, _ in parts)
    return fetch_ids(connection, sql, tuple(value for _, values in parts for value in values))


def _between(selected: str, column: str, sure: str, wanted: Range) -> tuple[str, tuple[float, ...]]:
    """Return the query for rows with a column value within a range."""
    also = "" if wanted.open else "="
    conditions, values = [sure], list[float]()
    if wanted.low is not None:
        conditions.append(f"{column} >{also} ?")
        values.append(wanted.low)
    if wanted.high is not None:
        conditions.append(f"{column} <{also} ?")
        values.append(wanted.high)
    return f"SELECT {selected} WHERE {' AND '.join(conditions)}", tuple(values)


def _in_key(connection: sqlite3.Connection, wanted: Key) -> Ids:
    """Return the ids of the samples in a key; a note alone matches all keys on it."""
    modes = Mode if wanted.mode is Mode.NOTE else (wanted.mode,)
    names = [replace(wanted, mode=mode).name for mode in modes]
    sql = f"SELECT sample AS id FROM analysis WHERE key_confidence >= 0.5 AND key {_AMONG}"
    return fetch_ids(connection, sql, (json.dumps(names),))


def _in_state(connection: sqlite3.Connection, state: State) -> Ids:
    if state is State.BROKEN:
        return fetch_ids(connection, "SELECT id FROM sample WHERE error != ''")
    return fetch_ids(
        connection,
        "SELECT id FROM sample WHERE missing != 0"
        " UNION SELECT id FROM sample WHERE source IN (SELECT id FROM source WHERE offline != 0)",
    )


def _with_text(
    connection: sqlite3.Connection, index: SearchIndex, asked: Property, text: str
) -> Ids:
    match asked:
        case Property.NAME:
            return index.with_word(connection, text, in_name=True)
        case Property.FOLDER:
            rows = connection.execute("SELECT id, path FROM folder")
            wanted = [one for one, path in rows if text in _folded(path)]
            return _by(connection, "folder", wanted)
        case Property.FORMAT:
            return index.with_format(connection, lambda form: text in fold_for_search(form))
        case _:
            rows = connection.execute("SELECT id, name FROM collection")
            wanted = [one for one, name in rows if text in fold_for_search(name)]
            sql = f"SELECT DISTINCT sample AS id FROM member WHERE collection {_AMONG}"
            return fetch_ids(connection, sql, (json.dumps(wanted),))


@lru_cache(maxsize=1 << 14)
def _folded(path: bytes) -> str:
    return search_text(path)


def _by(connection: sqlite3.Connection, column: str, wanted: Iterable[int]) -> Ids:
    sql = f"SELECT id FROM sample WHERE {column} {_AMONG}"
    return fetch_ids(connection, sql, (json.dumps(list(wanted)),))
