"""A tree of rows, columns and flows, and the box of each of its leaves.

Every leaf lies inside the box of the whole, and no two of them overlap, at any size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from models.layout.part import Part, Place, share

FILL = Part(0, 0, grow=1)
"""Takes whatever room there is."""


class Box(NamedTuple):
    """A rectangle in whole pixels, from its lower left corner."""

    left: int
    bottom: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Right edge."""
        return self.left + self.width

    @property
    def top(self) -> int:
        """Upper edge."""
        return self.bottom + self.height

    def within(self, margin: Margin) -> Box:
        """Return the box without a margin; of no size where the margin takes all."""
        width = max(0, self.width - margin.left - margin.right)
        height = max(0, self.height - margin.top - margin.bottom)
        left = self.left + min(margin.left, self.width)
        bottom = self.bottom + min(margin.bottom, self.height)
        return Box(left, bottom, width, height)

    def meets(self, other: Box) -> bool:
        """Tell whether the two share a pixel."""
        across = self.left < other.right and other.left < self.right
        along = self.bottom < other.top and other.bottom < self.top
        return across and along and 0 not in {self.width, self.height, other.width, other.height}


class Margin(NamedTuple):
    """Pixels left free around a container."""

    left: int = 0
    bottom: int = 0
    right: int = 0
    top: int = 0


NO_MARGIN = Margin()


class Spot(NamedTuple):
    """The place of one leaf."""

    key: Any
    """Of the leaf."""
    box: Box
    folded: bool = False
    there: bool = True
    """False: there is no room for it, and the box has no size."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A widget, by its key."""

    key: Any
    width: Part = FILL
    height: Part | Callable[[int], Part] = FILL
    """A function if it depends on the width, as of text that wraps."""

    def height_in(self, width: int) -> Part:
        """Return what it asks for vertically at a width."""
        return self.height(width) if callable(self.height) else self.height

    def spots(self, box: Box, *, folded: bool = False) -> Iterator[Spot]:
        """Yield its place."""
        yield Spot(self.key, box, folded)

    def leaves(self) -> Iterator[Any]:
        """Yield its key."""
        yield self.key


@dataclass(frozen=True, slots=True)
class Row:
    """Children beside each other, from left to right."""

    children: tuple[Node, ...]
    gap: int = 0
    margin: Margin = NO_MARGIN
    across: Part | None = None
    """What it asks for horizontally instead of the sum of its children."""
    along: Part | None = None
    """What it asks for vertically instead of the tallest of its children."""
    align: float = 0.5
    """Where children lie that are less high than the row: 0 at its bottom, 1 at its top."""

    @property
    def width(self) -> Part:
        """What it asks for horizontally."""
        if self.across is not None:
            return self.across
        parts = [child.width for child in self.children]
        around = _gaps(parts, self.gap) + self.margin.left + self.margin.right
        natural = sum(part.natural for part in parts if not part.overflow) + around
        floor = sum(part.floor for part in parts) + around
        return Part(natural, min(natural, floor), grow=sum(part.grow for part in parts))

    def height_in(self, width: int) -> Part:
        """Return what it asks for vertically at a width."""
        if self.along is not None:
            return self.along
        inner = width - self.margin.left - self.margin.right
        places = self._places(inner)
        around = self.margin.top + self.margin.bottom
        parts = [
            child.height_in(place.length)
            for child, place in zip(self.children, places, strict=True)
            if place is not None
        ]
        natural = max((part.natural for part in parts), default=0)
        least = max((part.floor for part in parts), default=0)
        return Part(natural + around, min(natural, least) + around)

    def _places(self, room: int) -> list[Place | None]:
        return share([child.width for child in self.children], room, self.gap)

    def spots(self, box: Box, *, folded: bool = False) -> Iterator[Spot]:
        """Yield the place of every leaf below it."""
        inner = box.within(self.margin)
        for child, place in zip(self.children, self._places(inner.width), strict=True):
            if place is None:
                yield from _absent(child, inner)
                continue
            part = child.height_in(place.length)
            tall = inner.height if part.grow else min(inner.height, round(part.natural))
            bottom = inner.bottom + round((inner.height - tall) * self.align)
            at = Box(inner.left + place.start, bottom, place.length, tall)
            yield from child.spots(at, folded=place.folded or folded)

    def leaves(self) -> Iterator[Any]:
        """Yield the keys of every leaf below it."""
        for child in self.children:
            yield from child.leaves()


@dataclass(frozen=True, slots=True)
class Column:
    """Children below each other, from top to bottom."""

    children: tuple[Node, ...]
    gap: int = 0
    margin: Margin = NO_MARGIN
    across: Part | None = None
    """What it asks for horizontally instead of the widest of its children."""
    along: Part | None = None
    """What it asks for vertically instead of the sum of its children."""
    align: float = 0.0
    """Where children lie that are less wide than the column: 0 at its left, 1 at its right."""

    @property
    def width(self) -> Part:
        """What it asks for horizontally."""
        if self.across is not None:
            return self.across
        parts = [child.width for child in self.children]
        around = self.margin.left + self.margin.right
        natural = max((part.natural for part in parts), default=0)
        floor = max((part.floor for part in parts), default=0)
        grow = max((part.grow for part in parts), default=0)
        return Part(natural + around, min(natural, floor) + around, grow=grow)

    def height_in(self, width: int) -> Part:
        """Return what it asks for vertically at a width."""
        if self.along is not None:
            return self.along
        parts = self._heights(width - self.margin.left - self.margin.right)
        around = _gaps(parts, self.gap) + self.margin.top + self.margin.bottom
        natural = sum(part.natural for part in parts if not part.overflow) + around
        floor = sum(part.floor for part in parts) + around
        return Part(natural, min(natural, floor), grow=sum(part.grow for part in parts))

    def _heights(self, room: int) -> list[Part]:
        return [child.height_in(_wide(child, room)) for child in self.children]

    def spots(self, box: Box, *, folded: bool = False) -> Iterator[Spot]:
        """Yield the place of every leaf below it."""
        inner = box.within(self.margin)
        places = share(self._heights(inner.width), inner.height, self.gap)
        for child, place in zip(self.children, places, strict=True):
            if place is None:
                yield from _absent(child, inner)
                continue
            wide = _wide(child, inner.width)
            left = inner.left + round((inner.width - wide) * self.align)
            at = Box(left, inner.top - place.start - place.length, wide, place.length)
            yield from child.spots(at, folded=place.folded or folded)

    def leaves(self) -> Iterator[Any]:
        """Yield the keys of every leaf below it."""
        for child in self.children:
            yield from child.leaves()


@dataclass(frozen=True, slots=True)
class Flow:
    """Children beside each other, on as many lines as they need, from the top."""

    children: tuple[Node, ...]
    gap: int = 0
    line_gap: int = 0
    across: Part | None = None
    """What it asks for horizontally instead of whatever there is."""
    align: float = 0.0
    """Where the lines lie: 0 at its left, 1 at its right."""

    @property
    def width(self) -> Part:
        """What it asks for horizontally."""
        return self.across or FILL

    def _lines(self, room: int) -> list[Row]:
        lines: list[list[Node]] = []
        used = 0
        for child in self.children:
            wide = min(room, round(child.width.natural))
            if lines and used + self.gap + wide <= room:
                lines[-1].append(child)
                used += self.gap + wide
            else:
                lines.append([child])
                used = wide
        return [Row(tuple(line), self.gap) for line in lines]

    def height_in(self, width: int) -> Part:
        """Return what it asks for vertically at a width."""
        return Column(tuple(self._lines(width)), self.line_gap).height_in(width)

    def spots(self, box: Box, *, folded: bool = False) -> Iterator[Spot]:
        """Yield the place of every leaf below it."""
        column = Column(tuple(self._lines(box.width)), self.line_gap, align=self.align)
        yield from column.spots(box, folded=folded)

    def leaves(self) -> Iterator[Any]:
        """Yield the keys of every leaf below it."""
        for child in self.children:
            yield from child.leaves()


@dataclass(frozen=True, slots=True)
class Either:
    """One of two arrangements of the same leaves, by the width there is."""

    wide: Node
    narrow: Node
    least: int
    """Width in pixels from which on it is `wide`."""

    @property
    def width(self) -> Part:
        """What it asks for horizontally."""
        return FILL

    def _chosen(self, width: int) -> Node:
        return self.wide if width >= self.least else self.narrow

    def height_in(self, width: int) -> Part:
        """Return what it asks for vertically at a width."""
        return self._chosen(width).height_in(width)

    def spots(self, box: Box, *, folded: bool = False) -> Iterator[Spot]:
        """Yield the place of every leaf below it."""
        yield from self._chosen(box.width).spots(box, folded=folded)

    def leaves(self) -> Iterator[Any]:
        """Yield the keys of every leaf below it."""
        yield from self.wide.leaves()


Node = Leaf | Row | Column | Flow | Either


def _wide(child: Node, room: int) -> int:
    part = child.width
    return max(0, room if part.grow else min(room, round(part.natural)))


def _gaps(parts: list[Part], gap: int) -> int:
    return gap * max(0, sum(not part.overflow for part in parts) - 1)


def _absent(child: Node, box: Box) -> Iterator[Spot]:
    for key in child.leaves():
        yield Spot(key, Box(box.left, box.bottom, 0, 0), there=False)
