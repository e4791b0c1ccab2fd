"""Texts that are too long, shortened in the middle."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import accumulate

from models.text.grapheme import boundaries

SIGN = "…"
EXTENSION = re.compile(r"\.\w{1,5}$")
"""What stays at the end of a file name."""
MARGIN = 4
"""Of what is kept, a fourth at least is the beginning, and a fourth the end."""


def elide(text: str, width: float, measure: Callable[[str], float]) -> str:
    """Return `text` with `…` for as much of its middle as does not fit `width`.

    The gap falls between grapheme clusters, spares the extension and as many digits as it can,
    does not divide a number if it can, and is as near to the middle as that allows.

    Args:
        text: One line.
        width: In the unit of `measure`.
        measure: Returns the width of a text.

    Returns:
        Empty if not even `…` fits.
    """
    whole = measure(text)
    if whole <= width:
        return text
    gaps = _Gaps(text)
    kept = _fitting(gaps, width, whole, measure)
    while kept and measure(gaps.sparing(kept)) > width:  # what is spared may be wide
        kept -= 1
    shortest = gaps.sparing(kept)
    return shortest if kept or measure(shortest) <= width else ""


def _fitting(gaps: _Gaps, width: float, whole: float, measure: Callable[[str], float]) -> int:
    """Return how many clusters fit around a gap in the middle, by interpolation."""
    low, high = 0, gaps.clusters  # the former fits, the latter does not
    each = whole / gaps.clusters
    guess = int(width / each) - 1
    while high - low > 1:
        kept = min(max(guess, low + 1), high - 1)
        wide = measure(gaps.cut(kept, (kept + 1) // 2))
        if wide <= width:
            low = kept
        else:
            high = kept
        guess = kept + int((width - wide) / each)
    return low


class _Gaps:
    """Where a text may be cut."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._bounds = boundaries(text)
        self.clusters = len(self._bounds) - 1
        digits = [text[at].isdigit() for at in self._bounds[:-1]]
        self._before = [0, *accumulate(digits)] if any(digits) else None
        """Digits before each boundary."""
        self._divided = [
            0 < at < self.clusters and digits[at - 1] and digits[at]
            for at in range(self.clusters + 1)
        ]
        """Whether a boundary is inside of a number."""
        found = EXTENSION.search(text)
        self._tail = len(found[0]) if found else 0

    def cut(self, kept: int, head: int) -> str:
        """Return the text with that many clusters, and as many of them before the gap."""
        begin = self._bounds[head]
        end = self._bounds[self.clusters - (kept - head)]
        return f"{self._text[:begin]}{SIGN}{self._text[end:]}"

    def sparing(self, kept: int) -> str:
        """Return the text with that many clusters, the gap where it costs least."""
        return self.cut(kept, self._head(kept))

    def _head(self, kept: int) -> int:
        """Return how many clusters are before the gap."""
        middle = (kept + 1) // 2
        before = self._before
        if before is None:
            return middle
        gone, divided = self.clusters - kept, self._divided
        latest = self.clusters - self._tail - gone
        behind = middle + gone
        if before[behind] == before[middle] and middle <= latest:
            return middle  # no digit is lost, nor a number divided
        margin = kept // MARGIN

        def cost(head: int) -> tuple[bool, int, int, int]:
            end = head + gone
            lost = before[end] - before[head]
            return head > latest, lost, divided[head] + divided[end], abs(head - middle)

        return min(range(margin, kept - margin + 1), key=cost)
