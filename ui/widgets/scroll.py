"""Scroll arithmetic of a list with rows of equal height; needs no window.

Depths are pixels below the upper edge of the list: they grow downwards, like row numbers.
"""

from __future__ import annotations

import math
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

    @property
    def most(self) -> int:
        """The offset that shows the last row at the lower edge."""
        return max(0, self.count * self.tall - self.room)

    @property
    def shift(self) -> int:
        """The offset in whole pixels, so that all rows move together and stay crisp."""
        return math.floor(self.offset + 0.5)

    @property
    def shown(self) -> tuple[int, int]:
        """First row and number of rows that are at least partly visible."""
        first = self.shift // self.tall
        if not self.room:
            return first, 0
        last = -(-(self.shift + self.room) // self.tall)
        return first, max(0, min(last, self.count) - first)

    @property
    def slots(self) -> int:
        """Maximum number of rows visible at once."""
        return -(-self.room // self.tall) + 1

    def depth(self, row: int) -> int:
        """Return the depth of the upper edge of `row`."""
        return row * self.tall - self.shift

    def row_at(self, depth: float) -> int | None:
        """Return the row visible at that depth; `None` if there is none."""
        if not 0 <= depth < self.room:
            return None
        row = math.floor((depth + self.shift) / self.tall)
        return row if row < self.count else None

    def to(self, offset: float) -> Scroll:
        """Return it scrolled to `offset`, clamped to the content."""
        return replace(self, offset=max(0.0, min(offset, float(self.most))))

    def by(self, pixels: float) -> Scroll:
        """Return it scrolled by pixels; positive shows later rows."""
        return self.to(self.offset + pixels)

    def of(self, count: int) -> Scroll:
        """Return it with another number of rows, keeping the offset if possible."""
        return replace(self, count=count).by(0)

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
        margin = min(AHEAD, max(0, self.room // self.tall - 1) // 2) * self.tall
        top = row * self.tall
        lower = top + self.tall + margin - self.room
        return self.to(max(lower, min(self.offset, top - margin)))

    def thumb(self, least: float) -> tuple[float, float] | None:
        """Return depth and length of the scroll bar's thumb; `None` if all rows are visible.

        Args:
            least: Minimum length in pixels, so that it can be grabbed.
        """
        if not self.most:
            return None
        length = min(self.room, max(least, self.room * self.room / (self.count * self.tall)))
        return self.offset / self.most * (self.room - length), length

    def dragged(self, depth: float, least: float) -> Scroll:
        """Return it scrolled so that the thumb lies at `depth`."""
        place = self.thumb(least)
        if place is None:
            return self
        way = self.room - place[1]
        return self.to(depth / way * self.most) if way > 0 else self
