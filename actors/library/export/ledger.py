"""Files in a folder that exports wrote and may replace or remove; all others are left alone."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from loguru import logger

from actors.library.export import manifest
from actors.library.export.manifest import Entry
from actors.library.export.placement import file_digest
from actors.media.whole_file import move_into_place, rename_exclusively, sync_folder
from models.library.file_name import decode_path, encode_path
from models.library.sample import Sample


class Ledger:
    """Files of earlier exports and of the current one."""

    def __init__(self, folder: Path, members: Sequence[Sample], *, prune: bool) -> None:
        self._folder, self._prune = folder, prune
        self._members = members
        self._sources = frozenset(encode_path(sample.path) for sample in members)
        self._there: frozenset[str] = frozenset()
        """Sources that exist: their exports can be made again."""
        self._originals: frozenset[tuple[int, int]] = frozenset()
        """Device and inode of each member: never treated as exported files, whatever a manifest
        says.
        """
        self._known: dict[str, Entry] = {}
        self._files: dict[str, Entry] = {}
        self._spared: set[str] = set()

    def open(self) -> None:
        """Read the manifest and stat the members."""
        there: dict[str, tuple[int, int]] = {}
        for sample in self._members:
            with suppress(OSError, ValueError):
                status = os.stat(sample.path)
                there[encode_path(sample.path)] = (status.st_dev, status.st_ino)
        self._there, self._originals = frozenset(there), frozenset(there.values())
        self._known = manifest.read(self._folder)

    def has(self, name: str) -> bool:
        """Return whether a name exists, or was used by an earlier export."""
        return name in self._known or os.path.lexists(self._folder / name)

    def is_of(self, name: str, source: str, key: str) -> bool:
        """Return whether a file was exported from a sample, or from its content elsewhere."""
        entry = self._known.get(name)
        if entry is None:
            return False
        return entry.source == source or (entry.key == key and entry.source not in self._there)

    def is_right(self, name: str, key: str) -> bool:
        """Return whether the file is identical to what would be written now."""
        entry, path = self._known[name], self._folder / name
        return entry.key == key and (entry.is_fresh(path) or entry.is_ours(path))

    def left_out(self, name: str) -> tuple[str, ...]:
        """Return the lost metadata of a file exported earlier."""
        return self._known[name].left_out

    def keep(self, name: str) -> None:
        """Record that a file is up to date."""
        self._files[name] = self._dated(name, self._known[name])

    def place(self, finished: Path, name: str, entry: Entry) -> str:
        """Rename a finished file to `name`, if permitted.

        Args:
            finished: In the same folder.
            name: Possibly the name of another file.
            entry: Of the finished file.

        Returns:
            `written`, `unchanged` if a file of that name has the same content, or an empty string:
            the name belongs to another file.

        Raises:
            OSError: A file operation failed.
        """
        path = self._folder / name
        before = self._known.get(name)
        if not os.path.lexists(path):
            manifest.note(self._folder, name, entry)
            if not rename_exclusively(finished, path):
                return ""
        elif before is not None and self._is_ours(path, before):
            if before.hash == entry.hash:
                self._files[name] = self._dated(name, entry)
                return "unchanged"
            if not self._may_go(before, entry):
                return ""
            manifest.note(self._folder, name, entry)
            move_into_place(finished, path, durable=False)  # the file is synced already
        else:
            # Not exported, and never adopted: it may be the original itself.
            return "unchanged" if _holds(path, entry) else ""
        self._files[name] = entry
        return "written"

    def spare(self, source: str) -> None:
        """Leave alone the exported files of a sample that cannot be read now."""
        self._spared.add(source)

    def prune(self) -> int:
        """Remove unchanged exported files of samples that left; return how many.

        A file stays if its sample is gone: it may be the last copy of that sound.
        """
        removed = 0
        for name, entry in self._gone().items():
            path = self._folder / name
            if os.path.exists(decode_path(entry.source)) and self._is_ours(path, entry):
                try:
                    path.unlink()
                except OSError as error:
                    logger.warning("cannot remove {} from the export: {}", path, error)
                    continue
                del self._known[name]
                removed += 1
        return removed

    def left(self) -> tuple[str, ...]:
        """Return the names of remaining files of samples that left."""
        return tuple(name for name in self._gone() if os.path.lexists(self._folder / name))

    def close(self, about: Mapping[str, object]) -> None:
        """Write the manifest.

        Raises:
            OSError: A file operation failed.
        """
        manifest.write(self._folder, about, {**self._known, **self._files})
        sync_folder(self._folder)

    def _gone(self) -> dict[str, Entry]:
        return {
            name: entry
            for name, entry in self._known.items()
            if name not in self._files and entry.source not in self._spared
        }

    def _dated(self, name: str, entry: Entry) -> Entry:
        """Return the entry with the current mtime of the file; some systems round it later."""
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
        """Return whether an exported file may be replaced: it can be restored, or be pruned."""
        if before.source == entry.source or before.source in self._there:
            return True
        return self._prune and before.source not in self._sources


def _holds(path: Path, entry: Entry) -> bool:
    try:
        return (
            path.is_file() and path.stat().st_size == entry.size and file_digest(path) == entry.hash
        )
    except OSError:
        return False
