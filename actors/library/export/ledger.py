"""What in a folder is ours, and may be replaced or removed; everything else stays as it is."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from loguru import logger

from actors.library.export import manifest
from actors.library.export.manifest import Entry
from actors.library.export.placement import digest, settle_folder, take
from models.library.file_name import encoded
from models.library.sample import Sample


class Ledger:
    """Knows the files of earlier exports, and takes down those of this one."""

    def __init__(self, folder: Path, members: Sequence[Sample], *, prune: bool) -> None:
        self._folder, self._prune = folder, prune
        self._members = members
        self._sources = frozenset(encoded(sample.path) for sample in members)
        self._there: frozenset[str] = frozenset()
        """Those whose files are there: what was made of them can be made again."""
        self._originals: frozenset[tuple[int, int]] = frozenset()
        """Device and inode of each member: whatever a manifest says, those are not ours."""
        self._known: dict[str, Entry] = {}
        self._files: dict[str, Entry] = {}
        self._spared: set[str] = set()

    def open(self) -> None:
        """Look what is there."""
        there: dict[str, tuple[int, int]] = {}
        for sample in self._members:
            with suppress(OSError, ValueError):
                status = os.stat(sample.path)
                there[encoded(sample.path)] = (status.st_dev, status.st_ino)
        self._there, self._originals = frozenset(there), frozenset(there.values())
        self._known = manifest.read(self._folder)

    def has(self, name: str) -> bool:
        """Tell whether something has this name, or had it after an earlier export."""
        return name in self._known or os.path.lexists(self._folder / name)

    def is_of(self, name: str, source: str, key: str) -> bool:
        """Tell whether a file was made of a sample, or of the same content that was moved since."""
        entry = self._known.get(name)
        if entry is None:
            return False
        return entry.source == source or (entry.key == key and entry.source not in self._there)

    def is_right(self, name: str, key: str) -> bool:
        """Tell whether the file is still what would be written now."""
        entry, path = self._known[name], self._folder / name
        return entry.key == key and (entry.is_fresh(path) or entry.is_ours(path))

    def left_out(self, name: str) -> tuple[str, ...]:
        """Return what a file that was written earlier does not have of its original."""
        return self._known[name].left_out

    def keep(self, name: str) -> None:
        """Take down that a file is right as it is."""
        self._files[name] = self._dated(name, self._known[name])

    def place(self, finished: Path, name: str, entry: Entry) -> str:
        """Let a finished file take a name, if that may be.

        Args:
            finished: In the same folder.
            name: Perhaps of something else.
            entry: The finished file.

        Returns:
            `written`, `unchanged` if the same content has that name already, or
            an empty text: the name belongs to something else.

        Raises:
            OSError: as the file system says.
        """
        path = self._folder / name
        before = self._known.get(name)
        if not os.path.lexists(path):
            manifest.note(self._folder, name, entry)
            if not take(finished, path):
                return ""
        elif before is not None and self._is_ours(path, before):
            if before.hash == entry.hash:
                self._files[name] = self._dated(name, entry)
                return "unchanged"
            if not self._may_go(before, entry):
                return ""
            manifest.note(self._folder, name, entry)
            finished.replace(path)
        else:
            # Not ours, and it never becomes ours: perhaps it is the very original.
            return "unchanged" if _holds(path, entry) else ""
        self._files[name] = entry
        return "written"

    def spare(self, source: str) -> None:
        """Leave alone what was made of a sample that cannot be read now."""
        self._spared.add(source)

    def prune(self) -> int:
        """Remove what is ours, unchanged, and of no member; return how many that were."""
        removed = 0
        for name, entry in self._gone().items():
            path = self._folder / name
            if self._is_ours(path, entry):
                try:
                    path.unlink()
                except OSError as error:
                    logger.warning("not removed: {}: {}", path, error)
                    continue
                del self._known[name]
                removed += 1
        return removed

    def left(self) -> tuple[str, ...]:
        """Return the names of files of no member that are still there."""
        return tuple(name for name in self._gone() if os.path.lexists(self._folder / name))

    def close(self, about: Mapping[str, object]) -> None:
        """Write the manifest.

        Raises:
            OSError: as the file system says.
        """
        manifest.write(self._folder, about, {**self._known, **self._files})
        settle_folder(self._folder)

    def _gone(self) -> dict[str, Entry]:
        return {
            name: entry
            for name, entry in self._known.items()
            if name not in self._files and entry.source not in self._spared
        }

    def _dated(self, name: str, entry: Entry) -> Entry:
        """Return the entry with the time that the file has now; some systems round it later."""
        try:
            return replace(entry, mtime_ns=(self._folder / name).lstat().st_mtime_ns)
        except OSError:
            return entry

    def _is_ours(self, path: Path, entry: Entry) -> bool:
        try:
            status = path.lstat()
        except OSError:
            return False
        return (status.st_dev, status.st_ino) not in self._originals and entry.is_ours(path)

    def _may_go(self, before: Entry, entry: Entry) -> bool:
        """Tell whether a file of ours is still had, or not wanted, without this one."""
        if before.source == entry.source or before.source in self._there:
            return True
        return self._prune and before.source not in self._sources


def _holds(path: Path, entry: Entry) -> bool:
    try:
        return path.is_file() and path.stat().st_size == entry.size and digest(path) == entry.hash
    except OSError:
        return False
