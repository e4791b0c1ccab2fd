"""Scroll arithmetic of a list with rows of equal height, some below a heading; needs no window.

Depths are pixels below the upper edge of the list: they grow downwards, like row numbers.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

AHEAD = 2
"""Rows that stay visible before and after the one a key moved to."""


@dataclass(frozen=True, slots=True)
class Scroll:
    """Scroll position of `count` rows in a list `room` pixels high."""

    count: int = 0
    tall: int = 36
    """Height of a row in pixels; 1 or more."""
    room: int = 0
    """Height of the list in pixels."""
    offset: float = 0.0
    """Depth of the content at the upper edge, in [0, `most`]; fractional while kinetic."""

    headed: tuple[int, ...] = ()
    """Rows below a heading, ascending."""
    head: int = 0
    """Height of a heading in pixels."""

    @property
    def _whole(self) -> int:
        """Height of all rows and headings."""
        return self.count * self.tall + self.head * len(self.headed)

    @property
    def most(self) -> int:
        """The offset that shows the last row at the lower edge."""
        return max(0, self._whole - self.room)

    @property
    def shift(self) -> int:
        """The offset in whole pixels, so that all rows move together and stay crisp."""
        return math.floor(self.offset + 0.5)

    @property
    def shown(self) -> tuple[int, int]:
        """First row and number of rows that are at least partly visible."""
        first = self._row(self.shift)
        if not self.room or not self.count:
            return first, 0
        return first, self._row(self.shift + self.room - 1) + 1 - first

    @property
    def slots(self) -> int:
        """Maximum number of rows visible at once."""
        return -(-self.room // self.tall) + 1

    def depth(self, row: int) -> int:
        """Return the depth of the upper edge of `row`, below its heading."""
        return self._top(row) - self.shift

    def _top(self, row: int) -> int:
        return row * self.tall + self.head * bisect_right(self.headed, row)

    def _begin(self, row: int) -> int:
        """Return where a row begins with its heading."""
        return row * self.tall + self.head * bisect_left(self.headed, row)

    def _row(self, below: float) -> int:
        """Return the row, or its heading, that far below the beginning; at the most the last."""
        if not self.headed:
            return max(0, min(math.floor(below / self.tall), self.count - 1))
        return max(0, bisect_right(range(self.count), below, key=self._begin) - 1)

    def row_at(self, depth: float) -> int | None:
        """Return the row visible at that depth; `None` if there is none."""
        if not 0 <= depth < self.room:
            return None
        return self._row(depth + self.shift) if depth + self.shift < self._whole else None

    def to(self, offset: float) -> Scroll:
        """Return it scrolled to `offset`, clamped to the content."""
        return replace(self, offset=max(0.0, min(offset, float(self.most))))

    def by(self, pixels: float) -> Scroll:
        """Return it scrolled by pixels; positive shows later rows."""
        return self.to(self.offset + pixels)

    def of(self, count: int) -> Scroll:
        """Return it with another number of rows, keeping the offset if possible."""
        return replace(self, count=count).by(0)

    def under(self, headed: tuple[int, ...], head: int) -> Scroll:
        """Return it with headings above these rows; the first row stays where it is."""
        first = self._row(self.shift)
        away = self.offset - self._top(first)
        headings = replace(self, headed=headed, head=head)
        below = first * self.tall + head * bisect_right(headed, first)
        return headings.to(below + away if self.offset else 0.0)

    def fitted(self, room: int) -> Scroll:
        """Return it with another list height; the first row stays."""
        return replace(self, room=max(0, room)).by(0)

    def sized(self, tall: int) -> Scroll:
        """Return it with another row height; the first row stays."""
        return replace(self, tall=tall).to(self.offset / self.tall * tall)

    def revealing(self, row: int) -> Scroll:
        """Return it scrolled as little as possible to show all of `row` and its neighbours.

        The rows that come next are seen: `AHEAD` on either side, fewer in a list of few rows.
        """
        if self.room < self.tall:  # not laid out yet
            return self.to(self._begin(row))
        highest = self.tall + (self.head if self.headed else 0)
        beside = min(AHEAD, max(0, self.room // highest - 1) // 2)
        upper = self._begin(max(0, row - beside))
        lower = self._top(min(self.count - 1, row + beside)) + self.tall - self.room
        return self.to(max(lower, min(self.offset, upper)))

    def thumb(self, least: float) -> tuple[float, float] | None:
        """Return depth and length of the scroll bar's thumb; `None` if all rows are visible.

        Args:
            least: Minimum length in pixels, so that it can be grabbed.
        """
        if not self.most:
            return None
        length = min(self.room, max(least, self.room * self.room / self._whole))
        return self.offset / self.most * (self.room - length), length

    def dragged(self, depth: float, least: float) -> Scroll:
        """Return it scrolled so that the thumb lies at `depth`."""
        place = self.thumb(least)
        if place is None:
            return self
        way = self.room - place[1]
        return self.to(depth / way * self.most) if way > 0 else self
