"""The manifest of exports to a folder: `sempal-export.json` in that folder.

Only files listed there count as exported. During an export, entries are appended to a journal
beside it, so that an export that was killed recognises its files again.
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

from actors.library.export.placement import file_digest
from actors.media.whole_file import replace_file
from models.library.export.report import LIST
from models.library.stored_json import as_path

NAME = LIST
JOURNAL = ".sempal-export.journal"
VERSION = 1
_KINDS = {"source": str, "key": str, "hash": str, "size": int, "mtime_ns": int}
"""Required fields of an entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An exported file."""

    source: str
    """Path of its sample; undecodable bytes as surrogates (PEP 383)."""
    key: str
    """Hash of the sample's content and the settings."""
    hash: str
    """Hash of the content as written, see `placement.file_digest`."""
    size: int
    """Bytes, as written."""
    mtime_ns: int
    left_out: tuple[str, ...] = ()
    """Lost metadata of the original, one line each: what, why."""

    @property
    def to_json(self) -> dict[str, object]:
        """The entry as JSON-compatible values; `left_out` only if not empty."""
        fields: dict[str, object] = asdict(self)
        if not self.left_out:
            del fields["left_out"]
        return fields

    def is_fresh(self, path: Path) -> bool:
        """Return whether size and mtime are as written: fast, sufficient to leave it alone."""
        status = _status(path)
        return status is not None and (status.st_size, status.st_mtime_ns) == (
            self.size,
            self.mtime_ns,
        )

    def is_ours(self, path: Path) -> bool:
        """Return whether the content is as written; some file systems do not keep mtimes."""
        status = _status(path)
        if status is None or status.st_size != self.size:
            return False
        try:
            return file_digest(path) == self.hash
        except OSError:
            return False


def read(folder: Path) -> dict[str, Entry]:
    """Return the entries of exported files in `folder` by name; invalid ones are ignored."""
    noted = {
        name: entry
        for name, entry in _noted(folder)
        if entry.is_fresh(folder / name) or entry.is_ours(folder / name)
    }
    return {**dict(_listed(folder)), **noted}


def write(folder: Path, about: Mapping[str, object], files: Mapping[str, Entry]) -> None:
    """Write the manifest atomically and delete the journal.

    Raises:
        OSError: A file operation failed.
    """
    content = {
        "version": VERSION,
        **about,
        "files": {name: entry.to_json for name, entry in files.items()},
    }
    with replace_file(folder / NAME) as file:
        file.write(json.dumps(content, indent=1).encode())
    (folder / JOURNAL).unlink(missing_ok=True)


def note(folder: Path, name: str, entry: Entry) -> None:
    """Append an entry to the journal, before the file is written.

    Raises:
        OSError: A file operation failed.
    """
    with (folder / JOURNAL).open("a", encoding="utf-8") as file:
        file.write(json.dumps({"name": name, **entry.to_json}) + "\n")


def _listed(folder: Path) -> Iterator[tuple[str, Entry]]:
    try:
        files = json.loads((folder / NAME).read_text("utf-8"))["files"].items()
    except FileNotFoundError:
        return
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        logger.warning("cannot read the list of an earlier export: {}: {}", folder / NAME, error)
        return
    for name, entry in files:
        yield from _checked(folder, name, entry)


def _noted(folder: Path) -> Iterator[tuple[str, Entry]]:
    try:
        lines = (folder / JOURNAL).read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return
    for line in lines:
        with suppress(ValueError, RecursionError):  # the last line may be truncated
            entry = json.loads(line)
            if isinstance(entry, dict):
                yield from _checked(folder, entry.pop("name", ""), entry)


def _checked(folder: Path, name: object, entry: object) -> Iterator[tuple[str, Entry]]:
    """Yield the entry if it is valid: complete, and a plain file name."""
    plain = isinstance(name, str) and name and os.path.basename(name) == name
    if plain and as_path(name) is not None and isinstance(entry, dict):
        fields = dict(entry)
        left_out = fields.pop("left_out", [])
        if (
            fields.keys() == _KINDS.keys()
            and all(type(fields[one]) is kind for one, kind in _KINDS.items())
            and isinstance(left_out, list)
            and all(isinstance(line, str) for line in left_out)
        ):
            yield str(name), Entry(**fields, left_out=tuple(left_out))
            return
    logger.warning("invalid entry in the list of an earlier export: {}: {!r}", folder, name)


def _status(path: Path) -> os.stat_result | None:
    try:
        status = path.lstat()
    except OSError:
        return None
    return status if stat.S_ISREG(status.st_mode) else None
