"""Lines of a paragraph."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator

from models.text.grapheme import boundaries

WIDE = {"W", "F"}
"""Widths of East Asian characters, between which a line may end."""


def wrap(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    r"""Return the lines of a text, as many as its width needs.

    A line ends at a space, between East Asian characters, or, if a word is too long, between
    grapheme clusters.

    Args:
        text: With `\n` where a line must end.
        width: In the unit of `measure`.
        measure: Returns the width of a text.
    """
    return [line for part in text.split("\n") for line in _wrapped(part, width, measure)]


def _wrapped(text: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    line = ""
    for word in _words(text):
        if not line or measure((line + word).rstrip()) <= width:
            line += word
        else:
            yield line.rstrip()
            line = word
        while measure(line.rstrip()) > width:
            head = _fitting(line, width, measure)
            if head == len(line):
                break
            yield line[:head]
            line = line[head:]
    yield line.rstrip()


def _fitting(text: str, width: float, measure: Callable[[str], float]) -> int:
    """Return how many characters fit, at least one cluster."""
    bounds = boundaries(text)
    low, high = 1, len(bounds) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[: bounds[middle]]) <= width:
            low = middle
        else:
            high = middle - 1
    return bounds[low]


def _words(text: str) -> Iterator[str]:
    """Yield parts after which a line may end, each with the spaces behind it."""
    begin = 0
    bounds = boundaries(text)
    for at in bounds[1:-1]:
        before, after = text[at - 1], text[at]
        if after != " " and (before == " " or (_is_wide(before) and _is_wide(after))):
            yield text[begin:at]
            begin = at
    yield text[begin:]


def _is_wide(letter: str) -> bool:
    category = unicodedata.category(letter)
    return unicodedata.east_asian_width(letter) in WIDE and category[0] == "L"
