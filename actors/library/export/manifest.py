"""What an earlier export wrote: `sempal-export.json` in the folder itself.

Only what stands here is ours. Until an export ends, what it writes stands in a
journal beside it, so that one that was killed knows its files again.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from loguru import logger

from actors.library.export.placement import digest
from models.library.export.report import LIST

NAME = LIST
JOURNAL = ".sempal-export.journal"
VERSION = 1
_KINDS = {"source": str, "key": str, "hash": str, "size": int, "mtime_ns": int}
"""What an entry holds at least."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that we wrote."""

    source: str
    """Path of the sample it came from; undecodable bytes as PEP 383 has them."""
    key: str
    """Of the sample's content and of what was made of it."""
    hash: str
    """Of the content as written, see `placing.digest`."""
    size: int
    """Bytes, as written."""
    mtime_ns: int
    left_out: tuple[str, ...] = ()
    """What the original carries and the file does not, a line each: what, why."""

    @property
    def plain(self) -> dict[str, object]:
        """Return it as what JSON can hold; what was left out only if there is any."""
        told: dict[str, object] = asdict(self)
        if not self.left_out:
            del told["left_out"]
        return told

    def is_fresh(self, path: Path) -> bool:
        """Tell whether the file looks as we left it: quick, good enough to leave it alone."""
        status = _status(path)
        return status is not None and (status.st_size, status.st_mtime_ns) == (
            self.size,
            self.mtime_ns,
        )

    def is_ours(self, path: Path) -> bool:
        """Tell whether the file holds what we wrote, to the byte; some systems forget times."""
        status = _status(path)
        if status is None or status.st_size != self.size:
            return False
        try:
            return digest(path) == self.hash
        except OSError:
            return False


def read(folder: Path) -> dict[str, Entry]:
    """Return what we wrote into `folder`, by file name; what is broken counts as nothing."""
    noted = {
        name: entry
        for name, entry in _noted(folder)
        if entry.is_fresh(folder / name) or entry.is_ours(folder / name)
    }
    return {**dict(_listed(folder)), **noted}


def write(folder: Path, about: Mapping[str, object], files: Mapping[str, Entry]) -> None:
    """Write the manifest, whole or not at all; the journal has done its duty then.

    Raises:
        OSError: as the file system says.
    """
    content = {
        "version": VERSION,
        **about,
        "files": {name: entry.plain for name, entry in files.items()},
    }
    new = folder / f".{NAME}.new"
    try:
        with new.open("w", encoding="utf-8") as file:
            file.write(json.dumps(content, indent=1))
            file.flush()
            os.fsync(file.fileno())
        new.replace(folder / NAME)
    except OSError:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise
    (folder / JOURNAL).unlink(missing_ok=True)


def note(folder: Path, name: str, entry: Entry) -> None:
    """Say beforehand that a file will be ours.

    Raises:
        OSError: as the file system says.
    """
    with (folder / JOURNAL).open("a", encoding="utf-8") as file:
        file.write(json.dumps({"name": name, **entry.plain}) + "\n")


def _listed(folder: Path) -> Iterator[tuple[str, Entry]]:
    try:
        files = json.loads((folder / NAME).read_text("utf-8"))["files"].items()
    except FileNotFoundError:
        return
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        logger.warning("the list of an earlier export is not used: {}: {}", folder / NAME, error)
        return
    for name, entry in files:
        yield from _checked(folder, name, entry)


def _noted(folder: Path) -> Iterator[tuple[str, Entry]]:
    try:
        lines = (folder / JOURNAL).read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return
    for line in lines:
        with suppress(ValueError):  # the last one may be cut off
            entry = json.loads(line)
            if isinstance(entry, dict):
                yield from _checked(folder, entry.pop("name", ""), entry)


def _checked(folder: Path, name: object, entry: object) -> Iterator[tuple[str, Entry]]:
    """Yield what can be right: a file of this folder, told completely."""
    plain = isinstance(name, str) and name and os.path.basename(name) == name and "\0" not in name
    if plain and isinstance(entry, dict):
        told = dict(entry)
        left_out = told.pop("left_out", [])
        if (
            told.keys() == _KINDS.keys()
            and all(type(told[one]) is kind for one, kind in _KINDS.items())
            and isinstance(left_out, list)
            and all(isinstance(line, str) for line in left_out)
        ):
            yield str(name), Entry(**told, left_out=tuple(left_out))
            return
    logger.warning("not ours in the list of an earlier export: {}: {!r}", folder, name)


def _status(path: Path) -> os.stat_result | None:
    try:
        status = path.lstat()
    except OSError:
        return None
    return status if stat.S_ISREG(status.st_mode) else None
