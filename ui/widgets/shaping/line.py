"""One line of text, shaped: where each character stands, and its picture."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from models.text.bidi import levels, visual_order
from models.text.controls import visible
from models.text.grapheme import boundaries
from ui.widgets.shaping.fonts import font_of, typeface
from ui.widgets.shaping.harfbuzz import Glyph, Typeface, script

COMMON = {"", "Zyyy", "Zinh", "Zzzz"}
"""Scripts of characters that belong to those around them."""
UNKNOWN = "\ufffd"
KEPT = 300
"""Lines in memory; one takes some kilobytes."""


@dataclass(frozen=True, slots=True)
class Run:
    """A part that is shaped as one: one font, one script, one direction."""

    start: int
    end: int
    level: int
    font: Typeface
    glyphs: tuple[Glyph, ...]

    @property
    def turned(self) -> bool:
        """Whether it is read from right to left."""
        return self.level % 2 == 1

    @property
    def width(self) -> float:
        """In pixels."""
        return sum(glyph.advance for glyph in self.glyphs)


@dataclass(frozen=True, slots=True)
class Cell:
    """Room of a grapheme cluster, in pixels from the left of the line."""

    start: int
    end: int
    left: float
    right: float
    turned: bool


@dataclass(frozen=True)
class Line:
    """A shaped line."""

    text: str
    size: int
    runs: tuple[Run, ...]
    """From left to right."""
    bounds: tuple[int, ...]
    """Where cells begin, and the length of the text."""
    width: float

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The room of each cluster, in the order of the text; only carets and selections ask."""
        found: list[Cell] = []
        left = 0.0
        for run in self.runs:
            found += _cells(run, self.bounds, left)
            left += run.width
        return tuple(sorted(found, key=lambda cell: cell.start))

    def caret(self, index: int) -> float:
        """Return the x of a caret before the character `index`.

        It stands behind the character that was typed before it: on its left where text is read
        from right to left.
        """
        if not self.cells:
            return 0.0
        if index <= 0:
            first = self.cells[0]
            return first.right if first.turned else first.left
        cell = next((one for one in self.cells if one.start < index <= one.end), self.cells[-1])
        return cell.left if cell.turned else cell.right

    def index_at(self, x: float) -> int:
        """Return the character that a caret nearest to `x` stands before."""
        places = [0, *(cell.end for cell in self.cells)]
        return min(places, key=lambda index: abs(self.caret(index) - x))

    def step(self, index: int, by: int) -> int:
        """Return where the caret goes from `index` by an arrow key: 1 is right, -1 left."""
        here = self.caret(index)
        places = [0, *(cell.end for cell in self.cells)]
        ahead = [(by * (self.caret(one) - here), abs(one - index), one) for one in places]
        return min((one for one in ahead if one[0] > 0.01), default=(0, 0, index))[2]  # noqa: PLR2004 - rounding

    def spans(self, start: int, end: int) -> list[tuple[float, float]]:
        """Return left and right of what a selection of characters covers."""
        chosen = sorted(
            (cell.left, cell.right) for cell in self.cells if cell.start < end and cell.end > start
        )
        joined: list[tuple[float, float]] = []
        for left, right in chosen:
            if joined and left - joined[-1][1] < 0.5:  # noqa: PLR2004 - of a pixel
                joined[-1] = (joined[-1][0], right)
            else:
                joined.append((left, right))
        return joined

    def draw(self, width: int, above: int, below: int) -> NDArray[np.uint8]:
        """Return the opacity of pixels, top row first; shape (above + below, width)."""
        drawn = np.zeros((above + below, width), np.uint8)
        left = 0.0
        fonts: dict[Typeface, list[tuple[int, float, float]]] = {}
        for run in self.runs:
            for glyph in run.glyphs:
                place = (glyph.number, left + glyph.right, glyph.up)
                fonts.setdefault(run.font, []).append(place)
                left += glyph.advance
        for font, glyphs in fonts.items():
            np.maximum(drawn, font.draw(glyphs, self.size, (width, above, below)), out=drawn)
        return drawn

    def reach(self) -> tuple[float, float]:
        """Return how far the glyphs reach above and below the baseline, in pixels."""
        above, below = 0.0, 0.0
        for run in self.runs:
            for glyph in run.glyphs:
                top, bottom = run.font.reach(glyph.number, self.size)
                above, below = max(above, top + glyph.up), max(below, bottom - glyph.up)
        return above, below


@lru_cache(maxsize=KEPT)
def shape(text: str, family: str, size: int) -> Line:
    """Return a text of one line, shaped.

    Invisible characters are drawn as signs, so that the line is read as it is stored; the
    paragraph is left to right, whatever it holds (`docs/decisions`).

    Args:
        text: As stored.
        family: The font preferred, of `ui.widgets.font`.
        size: In pixels.

    Raises:
        ShapingError: If a font cannot be used.
    """
    seen = visible(text)
    bounds = _bounds(seen, family)
    seen = _drawable(seen, bounds, family)
    parts = list(_parts(seen, bounds, family))
    runs = [_shaped(seen, part, size) for part in parts]
    ordered = [runs[at] for at in visual_order([run.level for run in runs])]
    width = sum(run.width for run in ordered)
    return Line(text, size, tuple(ordered), tuple(bounds), width)


def _bounds(text: str, family: str) -> list[int]:
    """Return where grapheme clusters begin, and characters of those that no single font holds."""
    found = [0]
    for start, end in pairwise(boundaries(text)):
        font = font_of(text[start:end], family)
        whole = font is None or all(map(font.draws, text[start:end]))
        found += [end] if whole else range(start + 1, end + 1)
    return found


def _drawable(text: str, bounds: list[int], family: str) -> str:
    """Return `text` with a sign for each character that no font holds."""
    parts = (text[start:end] for start, end in pairwise(bounds))
    return "".join(part if font_of(part, family) else UNKNOWN * len(part) for part in parts)


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    level: int
    font: Typeface
    script: str


def _parts(text: str, bounds: list[int], family: str) -> Iterator[_Part]:
    """Yield maximal parts of one level, font and script."""
    level_of = levels(text)
    before: Typeface | None = None
    known = "Latn"
    clusters = []
    for start, end in pairwise(bounds):
        before = font_of(text[start:end], family, before) or typeface(family)
        found = next((one for one in map(script, text[start:end]) if one not in COMMON), known)
        known = found
        clusters.append((start, end, (level_of[start], before, found)))
    for (level, font, called), group in groupby(clusters, key=lambda one: one[2]):
        members = list(group)
        yield _Part(members[0][0], members[-1][1], level, font, called)


def _shaped(text: str, part: _Part, size: int) -> Run:
    glyphs = part.font.shape(
        text, part.start, part.end, turned=part.level % 2 == 1, script=part.script, size=size
    )
    return Run(part.start, part.end, part.level, part.font, tuple(glyphs))


def _cells(run: Run, bounds: Sequence[int], left: float) -> Iterator[Cell]:
    """Yield the grapheme clusters of a run; those of one ligature share its width."""
    shares: dict[int, tuple[float, float]] = {}
    for glyph in run.glyphs:
        start = bounds[bisect_right(bounds, glyph.start) - 1]
        first, last = shares.get(start, (left, left))
        shares[start] = (min(first, left), max(last, left + glyph.advance))
        left += glyph.advance
    inner = [(a, b) for a, b in pairwise(bounds) if run.start <= a < run.end]
    starts = sorted(shares)
    for first, behind in pairwise([*starts, run.end]):
        members = [one for one in inner if first <= one[0] < behind]
        low, high = shares[first]
        for number, (start, end) in enumerate(members):
            share = (high - low) / len(members)
            at = len(members) - 1 - number if run.turned else number
            yield Cell(start, end, low + at * share, low + (at + 1) * share, run.turned)


def pixels(line: Line) -> int:
    """Return the width of a line in whole pixels."""
    return math.ceil(line.width - 0.01)
