"""What a child asks of its container along one axis, and how the room is shared."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple


class Part(NamedTuple):
    """Lengths in pixels that one child asks for along one axis."""

    natural: float
    """Wanted."""
    least: float | None = None
    """It is shrunk to this where room is short; `None`: never below `natural`."""
    grow: float = 0.0
    """Share of the room that is left; 0: none."""
    folded: float | None = None
    """Length while folded, as a button to its icon; `None`: it cannot be folded."""
    fold: int = 0
    """Those with the lowest value are folded first."""
    drop: int = 0
    """Those with the lowest value are left out first; 0: never."""
    overflow: bool = False
    """Takes part only while another one is left out, as the button of a menu with the rest."""

    @property
    def floor(self) -> int:
        """Length below which it is only pressed when nothing else is left."""
        if self.drop or self.overflow:
            return 0
        least = self.natural
        if self.least is not None and self.least < least:
            least = self.least
        if self.folded is not None and self.folded < least:
            least = self.folded
        return math.ceil(least)


class Place(NamedTuple):
    """Where a part lies along the axis."""

    start: int
    length: int
    folded: bool = False


def share(parts: Sequence[Part], room: int, gap: int = 0) -> list[Place | None]:
    """Return the place of each part, `None` for those left out; in order, none beyond `room`.

    Where the room is short, first those with a `least` shrink, then parts are folded, then left
    out, each in its order; if even that does not do, all are pressed alike.

    Args:
        parts: In order.
        room: Pixels there are; below 0 counts as 0.
        gap: Pixels between two parts.
    """
    room = max(0, room)
    sharing = _Sharing(parts, room, gap)
    sharing.fold()
    if sharing.needed > room and sharing.droppable:
        sharing = _Sharing(parts, room, gap, overflow=True)
        sharing.fold()
        sharing.leave_out()
    return sharing.places()


class _Sharing:
    """Lengths while they are worked out, and what they need together."""

    def __init__(
        self, parts: Sequence[Part], room: int, gap: int, *, overflow: bool = False
    ) -> None:
        self._parts, self._room, self._gap = parts, room, gap
        self._there = [overflow or not one.overflow for one in parts]
        self._wanted = [math.ceil(one.natural) for one in parts]
        self._least = [
            wanted if one.least is None or one.least >= one.natural else math.ceil(one.least)
            for one, wanted in zip(parts, self._wanted, strict=True)
        ]
        self._folded = [False] * len(parts)
        count = sum(self._there)
        lengths = (least for least, there in zip(self._least, self._there, strict=True) if there)
        self.needed = sum(lengths) + gap * max(0, count - 1)
        """Pixels that they need at least."""

    @property
    def droppable(self) -> bool:
        """Whether any part may be left out."""
        return any(one.drop for one in self._parts)

    def fold(self) -> None:
        """Fold as many parts as it takes."""
        if self.needed <= self._room:
            return
        parts = self._parts
        foldable = [at for at, one in enumerate(parts) if one.folded is not None]
        foldable.sort(key=lambda at: parts[at].fold)
        for at in foldable:
            length = math.ceil(parts[at].folded or 0.0)
            if self._there[at]:
                self.needed += length - self._least[at]
            self._folded[at] = True
            self._least[at] = self._wanted[at] = length
            if self.needed <= self._room:
                return

    def leave_out(self) -> None:
        """Leave out as many parts as it takes."""
        parts = self._parts
        droppable = [at for at, one in enumerate(parts) if one.drop and self._there[at]]
        droppable.sort(key=lambda at: parts[at].drop)
        for at in droppable:
            if self.needed <= self._room:
                return
            self._there[at] = False
            self.needed -= self._least[at] + self._gap

    def places(self) -> list[Place | None]:
        """Return the places: first all that is wanted is given, then what is left is shared."""
        there = [at for at, one in enumerate(self._there) if one]
        gap = self._gap if self._gap * (len(there) - 1) <= self._room else 0
        lengths = [self._least[at] for at in there]
        room = self._room - gap * max(0, len(there) - 1)
        spare = room - sum(lengths)
        if spare < 0:
            lengths = _split(room, lengths)
        elif spare:
            more = [self._wanted[at] - self._least[at] for at in there]
            wanted = sum(more)
            if wanted:
                given = more if wanted <= spare else _split(spare, more)
                lengths = [one + two for one, two in zip(lengths, given, strict=True)]
                spare -= sum(given)
            if spare and any(self._parts[at].grow for at in there):
                grown = _split(spare, [self._parts[at].grow for at in there])
                lengths = [one + two for one, two in zip(lengths, grown, strict=True)]
        places: list[Place | None] = [None] * len(self._parts)
        start = 0
        for at, length in zip(there, lengths, strict=True):
            places[at] = Place(start, length, self._folded[at])
            start += length + gap
        return places


def _split(room: int, weights: Sequence[float]) -> list[int]:
    """Return `room` in whole parts that are proportional to `weights`; nothing without any."""
    total = sum(weights)
    if total <= 0:
        return [0] * len(weights)
    edges, done = [0], 0.0
    for weight in weights:
        done += weight
        edges.append(math.floor(room * min(1.0, done / total) + 0.5))
    return [after - before for before, after in pairwise(edges)]
