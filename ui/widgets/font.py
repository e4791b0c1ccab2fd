"""Font files by family, and fallback fonts."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

SCRIPTS = {
    "Arab": "arabic",
    "Armn": "armenian",
    "Beng": "bengali",
    "Deva": "devanagari",
    "Ethi": "ethiopic",
    "Geor": "georgian",
    "Gujr": "gujarati",
    "Guru": "gurmukhi",
    "Hebr": "hebrew",
    "Knda": "kannada",
    "Khmr": "khmer",
    "Laoo": "lao",
    "Mlym": "malayalam",
    "Mymr": "myanmar",
    "Sinh": "sinhala",
    "Taml": "tamil",
    "Telu": "telugu",
    "Thai": "thai",
}
"""Families of one script each by its ISO 15924 code, used by `ui.widgets.shaping` alone."""
FILES = {
    "text": "Inter-Regular.otf",
    "strong": "Inter-SemiBold.otf",
    "number": "JetBrainsMono-Regular.ttf",
    "icon": "icons.ttf",
    "symbol": "symbols.ttf",
    "cjk": "cjk.ttc",
    "emoji": "noto-emoji.ttf",
    **{script: f"noto-{script}.ttf" for script in SCRIPTS.values()},
}
"""Font files in `data/fonts` by family."""

FIRST_WIDE = 0x2E80
"""Code points from here on (CJK radicals and up) use the `cjk` font."""
FIRST_FOREIGN, LAST_FOREIGN = 0x0530, 0x1DFF
"""Scripts beyond Latin, Greek and Cyrillic; the `symbol` font covers those of the Near East."""
FIRST_SYMBOL = 0x219A
"""From here to `FIRST_WIDE`: mathematics, shapes, music.

Both families have the plain arrows before it (checked by a test).
"""


@cache
def font_file(family: str) -> str:
    """Return the path of the font file of `family`."""
    return str(files("data").joinpath("fonts", FILES[family]))


def font_for(text: str, family: str) -> str:
    """Return the file of a font that covers all of `text`.

    SDL_ttf has no fallback within a string, so a string with any character beyond a family's
    coverage is drawn in another font as a whole.
    """
    if text.isascii() or family == "icon":
        return font_file(family)
    highest = max(map(ord, text))
    if highest >= FIRST_WIDE:
        return font_file("cjk")
    foreign = any(FIRST_FOREIGN <= ord(letter) <= LAST_FOREIGN for letter in text)
    return font_file("symbol" if foreign or highest >= FIRST_SYMBOL else family)
