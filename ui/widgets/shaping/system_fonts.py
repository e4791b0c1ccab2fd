"""Fonts of the system that hold characters which no shipped font does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PATIENCE = 1.0
"""Seconds that fontconfig gets; it takes some hundredths."""
MOST = 24
"""Questions in one run: each waits for an answer."""
FOLDERS = {
    "darwin": ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
    "win32": ("C:/Windows/Fonts", "~/AppData/Local/Microsoft/Windows/Fonts"),
}
"""Where fonts lie on systems without fontconfig."""
_asked: list[str] = []


def holding(letters: str) -> Iterator[tuple[str, int]]:
    """Yield path and index of fonts that may hold all of `letters`, the best first."""
    if len(_asked) >= MOST:
        return
    _asked.append(letters)
    if shutil.which("fc-list"):
        yield from _by_fontconfig(letters)
    else:
        yield from ((path, 0) for path in _in_folders())


def _by_fontconfig(letters: str) -> Iterator[tuple[str, int]]:
    pattern = ":charset=" + " ".join(f"{ord(one):x}" for one in letters)
    command = ["fc-list", "--format", "%{file}\t%{index}\t%{style}\n", pattern]
    try:
        done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=True)
    except (OSError, subprocess.SubprocessError):
        return
    found = [line.split("\t") for line in os.fsdecode(done.stdout).splitlines()]
    # Upright and regular before the rest; mono, serif and display cuts after sans.
    found.sort(key=lambda one: ("Regular" not in one[2], "Sans" not in one[0], one[0]))
    for path, index, _ in found:
        yield path, int(index) & 0xFFFF


@cache
def _in_folders() -> list[str]:
    folders = (Path(one).expanduser() for one in FOLDERS.get(sys.platform, ()))
    return sorted(
        str(path)
        for folder in folders
        if folder.is_dir()
        for path in folder.rglob("*")
        if path.suffix.lower() in {".ttf", ".otf", ".ttc"}
    )
