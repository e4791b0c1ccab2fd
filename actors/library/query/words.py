"""Samples by words in their path, misspelt ones included."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from actors.library.query.ids import Ids, fetch_ids

TRIGRAM = 3
"""Characters of the shortest word the full-text index can find."""
LONG = 6
"""Characters from which a word may contain two typos."""
LIKE = 24
"""Maximum number of similar words."""
_BETWEEN = str.maketrans(dict.fromkeys("/\\_-.,;:+&'()[]{}!#@=~%0123456789", " "))
"""Word separators. Digits are among them: another number is not a typo."""


def ids_with_words(connection: sqlite3.Connection, wanted: Sequence[str]) -> Ids:
    """Return the ids of the samples whose path contains all of these words.

    Args:
        connection: Connection to the library.
        wanted: Folded words, at least one.
    """
    long = [word for word in wanted if len(word) >= TRIGRAM]
    short = [word for word in wanted if len(word) < TRIGRAM]
    phrases = " ".join(map(_quoted, long))
    found = "SELECT rowid AS id FROM sample_words WHERE sample_words MATCH ?"
    if not short:
        return fetch_ids(connection, found, (phrases,))
    conditions = ["instr(words, ?)"] * len(short)
    if not long:
        return fetch_ids(
            connection, f"SELECT id FROM sample WHERE {' AND '.join(conditions)}", tuple(short)
        )
    conditions.append(f"id IN ({found})")
    sql = f"SELECT id FROM sample WHERE {' AND '.join(conditions)}"
    return fetch_ids(connection, sql, (*short, phrases))


def ids_with_name(connection: sqlite3.Connection, part: str) -> Ids:
    """Return the ids of the samples whose file name contains this text."""
    # The path after its last `/`.
    name = "substr(words, length(rtrim(words, replace(words, '/', ''))) + 1)"
    sql, values = f"SELECT id FROM sample WHERE instr({name}, ?)", [part]
    if len(part) >= TRIGRAM:
        sql += " AND id IN (SELECT rowid FROM sample_words WHERE sample_words MATCH ?)"
        values.append(_quoted(part))
    return fetch_ids(connection, sql, tuple(values))


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


class Vocabulary:
    """All words of all paths, to find similar ones for a misspelt word.

    It only grows: former names of renamed files do no harm, and new names match exactly.
    """

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._seen = 0

    def like(self, connection: sqlite3.Connection, word: str) -> tuple[str, ...]:
        """Return known words within one or two typos of `word`, closest first.

        Source: optimal string alignment distance (Damerau 1964): insertion, deletion, substitution
        or transposition of adjacent letters.
        """
        self._learn(connection)
        slips = 1 if len(word) < LONG else 2
        found = process.extract(
            word, self._words, scorer=OSA.distance, score_cutoff=slips, limit=LIKE
        )
        return tuple(known for known, _, _ in found if len(known) >= TRIGRAM)

    def _learn(self, connection: sqlite3.Connection) -> None:
        last, text = connection.execute(
            "SELECT max(id), group_concat(words, ' ') FROM sample WHERE id > ?", (self._seen,)
        ).fetchone()
        if text is not None:
            self._seen = last
            self._words.update(text.translate(_BETWEEN).split())


def ids_with_any(connection: sqlite3.Connection, alternatives: Sequence[str]) -> Ids:
    """Return the ids of the samples whose path contains one of these words.

    Args:
        connection: Connection to the library.
        alternatives: Folded words, at least one, of three letters or more each.
    """
    phrases = " OR ".join(map(_quoted, alternatives))
    found = "SELECT rowid AS id FROM sample_words WHERE sample_words MATCH ?"
    return fetch_ids(connection, found, (phrases,))
