"""Where what is thrown away goes: a folder of the person's choice, or the system's trash.

Source: The FreeDesktop.org Trash specification, version 1.0. A library that
throws away does not say where to, so nothing could be taken back.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from loguru import logger


def places(paths: Iterable[bytes], chosen: bytes | None) -> list[tuple[bytes, bytes]]:
    """Return for each path where it goes; no two to one place, none to where something is.

    Args:
        paths: Absolute.
        chosen: A folder that takes them; `None`: the trash of the system.
    """
    taken: set[bytes] = set()
    found: list[tuple[bytes, bytes]] = []
    for path in paths:
        folder = chosen if chosen is not None else _trash(path)
        place = _free(folder, os.path.basename(path), taken)
        taken.add(place)
        found.append((path, place))
    return found


def note(before: bytes, after: bytes) -> None:
    """Write where something came from, as the system's trash wants it; nothing elsewhere."""
    info = _info(after)
    if info is None:
        return
    now = datetime.now().astimezone()
    text = f"[Trash Info]\nPath={quote(before)}\nDeletionDate={now:%Y-%m-%dT%H:%M:%S}\n"
    try:
        info.parent.mkdir(parents=True, exist_ok=True)
        info.write_text(text, "ascii")
    except OSError as error:
        logger.warning("the trash does not know where {!r} came from: {}", after, error)


def forget(after: bytes) -> None:
    """Remove that note: it came back."""
    info = _info(after)
    if info is not None:
        info.unlink(missing_ok=True)


def _info(after: bytes) -> Path | None:
    folder, name = os.path.split(os.fsdecode(after))
    trash, last = os.path.split(folder)
    known = os.path.basename(trash) == "Trash" or os.path.basename(trash).startswith(".Trash-")
    return Path(trash, "info", f"{name}.trashinfo") if last == "files" and known else None


def _trash(path: bytes) -> bytes:
    if sys.platform == "darwin":
        return os.fsencode(Path.home() / ".Trash")
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    home = Path(data) / "Trash" / "files"
    if sys.platform == "win32" or _device(path) == _device(os.fsencode(home)):
        return os.fsencode(home)
    top = _mount(path)
    return os.path.join(top, f".Trash-{os.getuid()}".encode(), b"files")


def _device(path: bytes) -> int:
    """Return the device of the nearest folder that exists."""
    while not os.path.exists(path):
        path = os.path.dirname(path)
    return os.stat(path).st_dev


def _mount(path: bytes) -> bytes:
    while not os.path.ismount(path):
        path = os.path.dirname(path)
    return path


def _free(folder: bytes, name: bytes, taken: set[bytes]) -> bytes:
    stem, ending = os.path.splitext(name)
    place, number = os.path.join(folder, name), 1
    while place in taken or os.path.lexists(place):
        number += 1
        place = os.path.join(folder, b"%s (%d)%s" % (stem, number, ending))
    return place
