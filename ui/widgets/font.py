"""Which font file draws which text: one family each, and what stands in for it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

FILES = {
    "text": "Inter-Regular.otf",
    "strong": "Inter-SemiBold.otf",
    "number": "JetBrainsMono-Regular.ttf",
    "icon": "icons.ttf",
    "symbol": "symbols.ttf",
    "cjk": "cjk.ttc",
}
"""Families and their files in `data/fonts`."""

FIRST_WIDE = 0x2E80
"""Code points from here on (CJK radicals and up) are for the `cjk` font."""
FIRST_FOREIGN, LAST_FOREIGN = 0x0530, 0x1DFF
"""Scripts beyond Latin, Greek and Cyrillic; the `symbol` font holds those of the Near East."""
FIRST_SYMBOL = 0x219A
"""From here to `FIRST_WIDE`: mathematics, shapes, music; the plain arrows before it are in
both families (checked by a test)."""


@cache
def font_file(family: str) -> str:
    """Return the path of the font file of `family`."""
    return str(files("data").joinpath("fonts", FILES[family]))


def font_for(text: str, family: str) -> str:
    """Return the file of a font that holds all of `text`.

    There is no fallback within a string in SDL_ttf, so a string with any
    character beyond a family's reach is drawn whole in another font.
    """
    if text.isascii() or family == "icon":
        return font_file(family)
    highest = max(map(ord, text))
    if highest >= FIRST_WIDE:
        return font_file("cjk")
    foreign = any(FIRST_FOREIGN <= ord(letter) <= LAST_FOREIGN for letter in text)
    return font_file("symbol" if foreign or highest >= FIRST_SYMBOL else family)
