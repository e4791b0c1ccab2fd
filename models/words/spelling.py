"""Find the word that an inflected or misspelt one means."""

from __future__ import annotations

from collections.abc import Iterator

_ENDINGS = (
    *(("iest", "y"), ("ier", "y"), ("ies", "y"), ("ing", ""), ("ping", "p"), ("ed", "")),
    *(("er", ""), ("est", ""), ("es", ""), ("s", ""), ("y", "")),
)
_SILENT_E = ("ing", "ed", "er", "est")
"""Endings before which an e is dropped."""
SHORTEST, LONG, STEM = 5, 8, 3
"""Letters from which one and two typing errors are allowed; letters of the shortest stem."""


def nearest_word(word: str, known: frozenset[str]) -> str | None:
    """Return the known word that a word means: itself, another form of it, or misspelt.

    Its first letter must be right, as nearly all typing errors leave it so.
    """
    found = inflected_from(word, known)
    if found is not None or len(word) < SHORTEST:
        return found
    most = 1 if len(word) < LONG else 2
    near = (
        (edit_distance(word, one, most), one)
        for one in known
        if len(one) >= SHORTEST - 1 and one[0] == word[0] and abs(len(one) - len(word)) <= most
    )
    distance, found = min(near, default=(most + 1, ""))
    return found if distance <= most else None


def inflected_from(word: str, known: frozenset[str]) -> str | None:
    """Return the known word of which a word is a form; `None`: of none."""
    if word in known:
        return word
    return next((stem for stem in _stems(word) if stem in known), None)


def edit_distance(one: str, other: str, most: int) -> int:
    """Return the number of typing errors between two words, or a number above `most`.

    Source: F. J. Damerau (1964), with adjacent transpositions (optimal string alignment).
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one):
        now = [row + 1]
        for column, beside in enumerate(other):
            best = min(last[column + 1] + 1, now[column] + 1, last[column] + (letter != beside))
            swapped = row > 0 and column > 0
            if swapped and letter == other[column - 1] and one[row - 1] == beside:
                best = min(best, before[column - 1] + 1)
            now.append(best)
        before, last = last, now
        if min(now) > most:
            return most + 1
    return last[-1]


def _stems(word: str) -> Iterator[str]:
    for ending, instead in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= STEM:
            yield stem + instead
            if ending in _SILENT_E:
                yield stem + "e"
