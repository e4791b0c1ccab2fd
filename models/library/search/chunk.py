"""Inverted index of the search texts of up to 16384 samples.

A search word is any part of a path, so whole words of paths are listed, and those that contain the
search word are found among them: there are few, as names repeat the same words. A path is cut
before each separator, so that `.wav` is one word, and its beginning, as well as `wav` is a part of
it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import Self

import numpy as np
from numpy.typing import NDArray

BITS = 14
SIZE = 1 << BITS
"""Samples of a chunk: those with equal `id >> BITS`."""
_IN_NAME = 1 << 15
"""Set in a place if the word occurs in the file name, not only in its folder."""
_SEPARATORS = re.escape("/\\_-.,;:+&'()[]{}!#@=~% ")
_WORD = re.compile(rf"[{_SEPARATORS}]?[^{_SEPARATORS}\n]+|[{_SEPARATORS}]")
_LINE = b"\n"

Places = NDArray[np.uint16]
"""uint16 [places]: offsets of samples in their chunk; the same one may occur twice."""
_Numbers = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a search word, to be found in one word of a path."""

    pattern: bytes
    """UTF-8; a line feed stands for the begin or the end of the word."""


def pieces(word: str) -> tuple[Piece, ...]:
    """Return the parts of a search word, each of which is within one word of any path it is in.

    Of a single one the opposite holds as well. Several need not follow each other in a path where
    all occur. None: the index cannot tell.

    Args:
        word: Folded, not empty.
    """
    if "\n" in word:
        return ()
    parts = [part.encode() for part in _WORD.findall(word)]
    last = len(parts) - 1
    return tuple(
        Piece((_LINE if at else b"") + part + (_LINE if at < last else b""))
        for at, part in enumerate(parts)
    )


@dataclass(frozen=True, slots=True, eq=False)
class SearchChunk:
    """The words of a chunk, and where each occurs."""

    words: bytes
    """UTF-8: each word on a line of its own, after an empty one."""
    ends: _Numbers
    """uint32 [words]: where the places of each word end."""
    places: Places
    """uint16 [sum of all]."""
    _lines: NDArray[np.intp] = field(init=False, repr=False)
    """intp [words + 1]: where the lines end."""

    def __post_init__(self) -> None:
        lines = np.flatnonzero(np.frombuffer(self.words, np.uint8) == _LINE[0])
        object.__setattr__(self, "_lines", lines)

    @classmethod
    def build(cls, texts: Iterable[tuple[int, str]]) -> Self:
        """Return the index of these texts.

        Args:
            texts: Offset in the chunk and folded path of each sample.
        """
        found: defaultdict[str, list[int]] = defaultdict(list)
        folders: defaultdict[str, list[int]] = defaultdict(list)
        for offset, text in texts:
            folder, slash, name = text.rpartition("/")
            folders[folder].append(offset)
            for word in _WORD.findall(slash + name):
                found[word].append(offset | _IN_NAME)
        for folder, offsets in folders.items():
            for word in _WORD.findall(folder):
                found[word] += offsets
        ends = np.cumsum([len(places) for places in found.values()], dtype=np.uint32)
        places = np.fromiter(chain.from_iterable(found.values()), np.uint16)
        words = "".join(f"\n{word}" for word in found) + "\n"
        return cls(words.encode(), ends, places)

    def find(self, piece: Piece, *, in_name: bool = False) -> Places:
        """Return where the words with this part occur.

        Args:
            piece: Part of a word.
            in_name: Only in file names, not in those of folders.
        """
        rows = self._rows(piece.pattern)
        if not rows.size:
            return self.places[:0]
        ends = self.ends[rows].astype(np.intp)
        begins = np.where(rows > 0, self.ends[rows - 1], 0).astype(np.intp)
        if rows.size == 1:
            found = self.places[begins[0] : ends[0]]
        else:
            counts = ends - begins
            before = np.cumsum(counts) - counts
            found = self.places[np.arange(counts.sum()) + np.repeat(begins - before, counts)]
        if in_name:
            found = found[found >= _IN_NAME]
        return found & np.uint16(SIZE - 1)

    def _rows(self, pattern: bytes) -> NDArray[np.intp]:
        """Return the words that a pattern occurs in."""
        if len(pattern) == 1:  # in nearly all words: a loop would be slow
            places = np.flatnonzero(np.frombuffer(self.words, np.uint8) == pattern[0])
            return np.unique(np.searchsorted(self._lines, places, "right") - 1)
        hits: list[int] = []
        at = self.words.find(pattern)
        while at >= 0:
            hits.append(at)
            at = self.words.find(pattern, self.words.find(_LINE, at + 1))
        return np.searchsorted(self._lines, np.array(hits, np.intp), "right") - 1
