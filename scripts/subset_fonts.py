"""Make `data/fonts/noto-*.ttf`: `.venv/bin/python -m scripts.subset_fonts NOTO EMOJI`.

NOTO is the folder with Debian's fonts-noto-core (`apt-get download fonts-noto-core`, `dpkg -x`),
EMOJI `files/noto-emoji-emoji-400-normal.woff2` of npm's `@fontsource/noto-emoji` (needs Brotli).
What is left out: hinting, which HarfBuzz does not use, and letters that Inter draws.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from ui.widgets.font import SCRIPTS

FONTS = Path(__file__).parents[1] / "data" / "fonts"
FIRST = 0x0300
"""Letters before it, and of Latin and Greek beyond, are drawn in Inter."""
EUROPEAN = range(0x1E00, 0x2000)


def make(source: Path, target: Path, first: int) -> None:
    """Write the part of a font from code point `first` on."""
    font = TTFont(source)
    font.flavor = None
    options = subset.Options()
    options.hinting, options.glyph_names = False, False
    options.layout_features = ["*"]
    maker = subset.Subsetter(options)
    held = font.getBestCmap()
    maker.populate(
        unicodes=[one for one in held if (one >= first and one not in EUROPEAN) or one == ord(" ")]
    )
    maker.subset(font)
    font.save(target)


if __name__ == "__main__":
    noto, emoji = map(Path, sys.argv[1:])
    for name in SCRIPTS.values():
        source = noto / f"NotoSans{name.capitalize()}-Regular.ttf"
        make(source, FONTS / f"noto-{name}.ttf", FIRST)
    make(emoji, FONTS / "noto-emoji.ttf", 0x2000)
