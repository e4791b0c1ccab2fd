"""All labelled sounds of unpacked Debian packages: files, SoundFonts and patches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scripts.labelling.melodic import FONTS, of_font, of_patches
from scripts.labelling.packs import Labelled, corpus, drum


def labelled_sounds(packages: Path, out: Path) -> Iterator[Labelled]:
    """Yield path, kind and pack of all sounds; extract those of fonts and patches to `out`."""
    yield from corpus(packages)
    for font in FONTS:
        for path in packages.rglob(font):
            if not path.is_symlink():
                yield from of_font(path, out, drum)
    for folder in packages.glob("freepats"):
        yield from of_patches(folder, out, drum)
