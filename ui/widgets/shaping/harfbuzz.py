"""The door to HarfBuzz: coverage, shaping and drawing of one font."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import uharfbuzz as hb
from numpy.typing import NDArray

UNIT = 64
"""Font units of HarfBuzz per pixel."""


class ShapingError(Exception):
    """A font cannot be read, shaped or drawn; the text says why."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One picture of a font, placed by shaping; in pixels."""

    number: int
    start: int
    """Index of the first character it stands for."""
    advance: float
    right: float
    up: float


class Typeface:
    """One font file."""

    def __init__(self, path: str, index: int = 0) -> None:
        """Map a font file.

        Args:
            path: Of an OpenType or TrueType file, or a collection.
            index: Of the font in a collection.

        Raises:
            ShapingError: If it cannot be read.
        """
        self.path = path
        try:
            self._face = hb.Face(hb.Blob.from_file_path(path), index)
            self._held = self._face.unicodes
            tables = set(self._face.table_tags)
        except Exception as error:
            raise ShapingError(f"{path}: {error}") from error
        if not self._held:
            raise ShapingError(f"{path}: no font")
        self.drawable = bool(tables & {"glyf", "CFF ", "CFF2"})
        """Whether it has outlines; fonts of pictures have none."""
        self._sizes: dict[int, hb.Font] = {}

    def holds(self, letters: str) -> bool:
        """Return whether it has a glyph for each character."""
        return all(ord(one) in self._held for one in letters)

    def draws(self, letter: str) -> bool:
        """Return whether shaping a character gives no sign of a missing one."""
        return ord(letter) in self._held or is_ignorable(letter)

    def reach(self, glyph: int, size: int) -> tuple[float, float]:
        """Return how far a glyph reaches above and below its baseline, in pixels."""
        found = self._font(size).get_glyph_extents(glyph)
        if found is None:
            return 0.0, 0.0
        return found.y_bearing / UNIT, -(found.y_bearing + found.height) / UNIT

    def shape(  # noqa: PLR0913 - what a run is
        self, text: str, start: int, end: int, *, turned: bool, script: str, size: int
    ) -> list[Glyph]:
        """Return the glyphs of `text[start:end]` from left to right.

        Args:
            text: The whole line; what is beside the part decides how letters join.
            start: First character.
            end: Behind the last one.
            turned: Whether it is read from right to left.
            script: ISO 15924 code.
            size: In pixels.

        Raises:
            ShapingError: If HarfBuzz refuses it.
        """
        try:
            buffer = hb.Buffer()
            buffer.add_codepoints([ord(one) for one in text], start, end - start)
            buffer.direction = "rtl" if turned else "ltr"
            buffer.script = script
            buffer.language = "und"
            # Ligatures of signs (`->`) stay off, as in plain text; those that scripts need are on.
            hb.shape(self._font(size), buffer, {"liga": script != "Latn", "calt": script != "Latn"})
            return [
                Glyph(
                    info.codepoint,
                    info.cluster,
                    place.x_advance / UNIT,
                    place.x_offset / UNIT,
                    place.y_offset / UNIT,
                )
                for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
            ]
        except Exception as error:
            raise ShapingError(f"{self.path}: {error}") from error

    def draw(
        self, glyphs: Sequence[tuple[int, float, float]], size: int, extent: tuple[int, int, int]
    ) -> NDArray[np.uint8]:
        """Return the opacity of pixels.

        Args:
            glyphs: Number, x of the origin and y above the baseline, in pixels.
            size: In pixels.
            extent: Width, pixels above the baseline, pixels below it.

        Returns:
            Top row first; shape (above + below, width).

        Raises:
            ShapingError: If HarfBuzz refuses it.
        """
        width, above, below = extent
        try:
            font, raster = self._font(size), hb.RasterDraw()
            for number, x, y in glyphs:
                raster.transform = (1 / UNIT, 0, 0, 1 / UNIT, x, y)
                raster.draw_glyph(font, number)
            raster.extents = hb.RasterExtents(0, -below, width, above + below, 0)
            image = raster.render()
            rows = np.frombuffer(image.buffer, np.uint8)
            rows = rows.reshape(image.extents.height, image.extents.stride)
            return rows[::-1, :width]
        except Exception as error:
            raise ShapingError(f"{self.path}: {error}") from error

    def _font(self, size: int) -> hb.Font:
        if size not in self._sizes:
            font = hb.Font(self._face)
            font.scale = (size * UNIT, size * UNIT)
            self._sizes[size] = font
        return self._sizes[size]


@lru_cache(maxsize=4096)
def script(letter: str) -> str:
    """Return the ISO 15924 code of a character's script; empty if it belongs to all or to none."""
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(letter)])
    buffer.guess_segment_properties()
    return str(buffer.script or "")


def is_ignorable(letter: str) -> bool:
    """Return whether shaping consumes a character that needs no glyph."""
    point = ord(letter)
    return (
        letter in "\u200c\u200d\u034f"
        or 0xFE00 <= point <= 0xFE0F  # noqa: PLR2004 - variation selectors
        or 0xE0020 <= point <= 0xE01EF  # noqa: PLR2004 - tags, more selectors
    )
