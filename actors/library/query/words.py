"""Vocabulary of all paths, for misspelt search words."""

from __future__ import annotations

import sqlite3

from actors.library.query.search_index import SearchIndex
from models.library.search.chunk import BITS

SHORTEST = 3
"""Characters of the shortest word that may be misspelt, and of any that replaces it."""
LONG = 6
"""Characters from which a word may contain two typos."""
LIKE = 24
"""Maximum number of similar words."""
_BETWEEN = str.maketrans(dict.fromkeys("/\\_-.,;:+&'()[]{}!#@=~%0123456789", " "))
"""Word separators. Digits are among them: another number is not a typo."""


class Vocabulary:
    """All words of all paths, to find similar ones for a misspelt word.

    It only grows: former names of renamed files do no harm, and new names match exactly.
    """

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._learned: dict[int, int] = {}
        """Version of each chunk."""

    def like(
        self, connection: sqlite3.Connection, index: SearchIndex, word: str
    ) -> tuple[str, ...]:
        """Return known words within one or two typos of `word`, closest first.

        Words of equal distance are in alphabetical order.

        Source: optimal string alignment distance (Damerau 1964): insertion, deletion, substitution
        or transposition of adjacent letters.
        """
        # Imported when a word is misspelt first: 40 modules, 2 MB.
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        self._learn(connection, index)
        slips = 1 if len(word) < LONG else 2
        found = process.extract(
            word, self._words, scorer=OSA.distance, score_cutoff=slips, limit=None
        )
        ranked = sorted(found, key=lambda one: (one[1], one[0]))
        return tuple(known for known, _, _ in ranked[:LIKE])

    def _learn(self, connection: sqlite3.Connection, index: SearchIndex) -> None:
        for chunk, built, words in index.current(connection):
            if self._learned.get(chunk) != built:
                self._learned[chunk] = built
                self._add(words.words.decode())
        for chunk in index.stale:
            self._learned.pop(chunk, None)
            (text,) = connection.execute(
                "SELECT group_concat(words, ' ') FROM sample WHERE id >= ? AND id < ?",
                (chunk << BITS, (chunk + 1) << BITS),
            ).fetchone()
            self._add(text or "")

    def _add(self, text: str) -> None:
        words = text.translate(_BETWEEN).split()
        self._words.update(word for word in words if len(word) >= SHORTEST)
