"""Folders where any version of the predecessor kept its files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from actors.library.location import APPLICATION_ID

NEWEST = ".sempal"
"""Folder name in its last versions, and of ours."""
_PLACES = (
    # Newest layout first. Source: docs/decisions/0006-predecessor.md.
    ".config/.sempal",
    "AppData/Roaming/.sempal",
    "Library/Application Support/.sempal",
    ".config/sempal",
    "AppData/Roaming/sempal/sempal/config",
    "Library/Application Support/com.sempal.sempal",
    ".config/com/sempal/sempal",
    "AppData/Roaming/com/sempal/sempal",
)
FILES = ("config.toml", "library.db", "config.json")


@dataclass(frozen=True, slots=True)
class FoundLocation:
    """A folder with files of the predecessor."""

    folder: Path
    files: tuple[str, ...]
    """File names, a subset of `FILES`."""


def find_locations(home: Path | None) -> tuple[FoundLocation, ...]:
    """Return the folders that contain its files, newest layout first.

    Args:
        home: Home folder, or a folder that the predecessor itself wrote to; `None`: the current
            user's home.

    Raises:
        OSError: a folder cannot be read.
    """
    kept: dict[str, FoundLocation] = {}
    for folder in _candidates(home):
        one = _find_location(folder)
        if one.files:
            kept.setdefault(os.path.realpath(folder), one)
    if not kept and home is not None and (itself := _find_location(home)).files:
        return (itself,)
    return tuple(kept.values())


def _candidates(home: Path | None) -> Iterator[Path]:
    if home is not None:
        yield home / NEWEST
        yield from (home / place for place in _PLACES)
        return
    bases = list(_bases())
    yield from (base / NEWEST for base in bases)
    for base in bases:
        yield base / "sempal"
        yield base / "sempal" / "sempal" / "config"
        yield base / "com.sempal.sempal"
        yield base / "com" / "sempal" / "sempal"


def _bases() -> Iterable[Path]:
    """Yield the folders in which programs of this user keep their settings."""
    named = [os.environ.get(name) for name in ("SEMPAL_CONFIG_HOME", "XDG_CONFIG_HOME", "APPDATA")]
    places = [Path(name) for name in named if name]
    if os.environ.get("SEMPAL_CONFIG_HOME"):
        return places[:1]  # an explicit location replaces all others
    if sys.platform == "darwin":
        return [*places, Path.home() / "Library" / "Application Support"]
    return [*places, Path.home() / ".config"]


def _find_location(folder: Path) -> FoundLocation:
    there = (name for name in FILES if (folder / name).is_file())
    return FoundLocation(folder, tuple(name for name in there if not _is_ours(folder / name)))


def _is_ours(path: Path) -> bool:
    """Return whether a database is ours, or still empty."""
    if path.suffix != ".db":
        return False
    with path.open("rb") as file:
        header = file.read(72)
    waiting = Path(f"{path}-wal")
    if not header and not (waiting.is_file() and waiting.stat().st_size):
        return True
    return header[68:72] == APPLICATION_ID.to_bytes(4, "big")
