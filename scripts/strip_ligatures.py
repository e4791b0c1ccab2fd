"""Take the ligatures out of `data/fonts`: `.venv/bin/python -m scripts.strip_ligatures`.

SDL_ttf shapes with HarfBuzz, which applies the features `calt` and `liga` and offers no way to turn
them off through Kivy: `lufs<-14` is drawn as `lufs←14`. The variants without ligatures are not in
Debian. Run it after a font was replaced; a font without ligatures stays as it is.
"""

from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[1] / "data" / "fonts"
FILES = ("JetBrainsMono-Regular.ttf", "Inter-Regular.otf", "Inter-SemiBold.otf")
LIGATURES = {"calt", "liga", "clig", "dlig"}
"""OpenType features that join or replace signs by their neighbours."""


def strip(path: Path) -> bool:
    """Take the ligatures out of a font; return whether there were any."""
    font = TTFont(path)
    records = font["GSUB"].table.FeatureList.FeatureRecord
    found = [one for one in records if one.FeatureTag in LIGATURES and one.Feature.LookupListIndex]
    for record in found:
        record.Feature.LookupListIndex, record.Feature.LookupCount = [], 0
    if found:
        font.save(path, reorderTables=None)
    return bool(found)


if __name__ == "__main__":
    for name in FILES:
        print(name, "stripped" if strip(FONTS / name) else "has none")
