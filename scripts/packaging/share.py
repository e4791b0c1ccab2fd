"""What a desktop finds of sempal: the `share` folder of a package."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

from scripts.packaging.icon import write_icons
from scripts.packaging.manual import manual_page
from ui.commandline.completion import script
from ui.commandline.synopsis import synopses

DESKTOP = Path(__file__).parents[2] / "data" / "desktop"
COMPLETIONS = {
    "bash": "bash-completion/completions/sempal",
    "zsh": "zsh/vendor-completions/_sempal",
    "fish": "fish/vendor_completions.d/sempal.fish",
}
"""Where each shell looks, below `share`."""


def write_share(share: Path) -> None:
    """Write desktop entry, AppStream metadata, icons, manual page and completions."""
    found = tuple(synopses())
    texts = {place: f"{script(shell, found)}\n" for shell, place in COMPLETIONS.items()}
    for place, text in texts.items():
        path = share / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for name, place in (("sempal.desktop", "applications"), ("sempal.metainfo.xml", "metainfo")):
        (share / place).mkdir(parents=True, exist_ok=True)
        target = "org.sempal.sempal.metainfo.xml" if place == "metainfo" else name
        shutil.copy(DESKTOP / name, share / place / target)
    write_icons(share)
    page = share / "man/man1/sempal.1.gz"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_bytes(gzip.compress(manual_page().encode(), 9, mtime=0))
