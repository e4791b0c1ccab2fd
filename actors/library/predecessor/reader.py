"""Reader that merges everything the predecessor left into one installation."""

from __future__ import annotations

from functools import reduce
from pathlib import Path
from types import MappingProxyType

from actors.library.errors import LibraryError
from actors.library.predecessor.documents import read_json, read_toml
from actors.library.predecessor.libraries import read_library
from actors.library.predecessor.locations import FoundLocation, find_locations
from actors.media.error import os_error_reason
from models.predecessor.choices import MARKS
from models.predecessor.installation import Installation


def read_installation(home: Path | None) -> Installation:
    """Read every location of the predecessor; on conflict, the newest wins.

    If nothing was found, the installation has no places.

    Args:
        home: As for `locations.find_locations`.

    Raises:
        LibraryError: a file is damaged, or another program's; the message says which and why.
    """
    try:
        return reduce(Installation.over, map(_place, find_locations(home)), Installation())
    except OSError as error:
        reason = os_error_reason(error)
        raise LibraryError(f"{error.filename} cannot be read: {reason}") from error


def _place(place: FoundLocation) -> Installation:
    choices: dict[str, object] = {}
    parts: list[Installation] = []
    folder, files = place.folder, place.files
    if "config.toml" in files:
        choices = read_toml(folder / "config.toml")
        elsewhere = choices.get("app_data_dir")
        if isinstance(elsewhere, str) and elsewhere and Path(elsewhere).is_dir():
            other = Path(elsewhere)
            if (other / "config.toml").is_file():
                choices = read_toml(other / "config.toml")
            if (other / "library.db").is_file():
                parts.append(read_library(other / "library.db"))
        parts.append(_chosen(folder / "config.toml", choices))
    if "library.db" in files:
        parts.append(read_library(folder / "library.db"))
    if "config.json" in files:
        parts.append(read_json(folder / "config.json"))
    return reduce(Installation.over, parts, Installation())


def _chosen(path: Path, choices: dict[str, object]) -> Installation:
    """Return an installation with settings only; without places if the file is ours or empty."""
    if not MARKS.intersection(key.partition(".")[0] for key in choices):
        return Installation()
    return Installation((str(path),), MappingProxyType(choices))
