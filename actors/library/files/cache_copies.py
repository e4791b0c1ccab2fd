"""Copies of files in the cache, made before a step moves them to their folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import trio

from actors.library.errors import LibraryError
from actors.library.files.copy import copy_tree
from actors.library.files.reason import write_error_reason
from actors.library.work import Work
from models.library.file_name import display_path

MEGABYTE = 1_000_000


class CopyCounter:
    """Counts copied bytes as the progress of work; runs in a thread."""

    def __init__(self, work: Work) -> None:
        self._work, self._done = work, 0

    def expect(self, size: int) -> None:
        """Set the number of bytes to copy."""
        self._work.total = size // MEGABYTE

    def add(self, copied: int) -> None:
        """Count bytes.

        Raises:
            trio.Cancelled: The work was cancelled.
        """
        trio.from_thread.check_cancelled()
        self._done += copied
        self._work.done = self._done // MEGABYTE


class CacheCopies:
    """A new folder of copies under names that are free there and in the folder they will go to."""

    def __init__(self, folder: Path, target: bytes, counter: CopyCounter) -> None:
        self.folder, self.counter = folder, counter
        self._target = target
        self.paths: list[bytes] = []

    def add(self, path: bytes, name: bytes) -> None:
        """Copy a file, or what a link leads to."""
        place = self._free_path(name)
        copy_tree(os.path.realpath(path), place, self.counter.add)
        self.paths.append(place)

    def rename(self, path: bytes, name: bytes) -> None:
        """Take a file that was written in the folder."""
        place = self._free_path(name)
        os.rename(path, place)
        self.paths.append(place)

    def _free_path(self, name: bytes) -> bytes:
        stem, dot, ending = name.rpartition(b".")
        for number in count(1):
            free = name if number == 1 else b"%s_%d%s%s" % (stem, number, dot, ending)
            place = os.path.join(bytes(self.folder), free)
            taken = os.path.lexists(os.path.join(self._target, free))
            if not taken and not os.path.lexists(place):
                return place
        raise AssertionError("count ends")


@contextmanager
def open_copies(folder: Path, target: bytes, work: Work) -> Generator[CacheCopies]:
    """Create the folder; nothing is left of it on failure or if the work is cancelled.

    Raises:
        LibraryError: Something cannot be copied.
    """
    complete = False
    try:
        folder.mkdir(parents=True)
        yield CacheCopies(folder, target, CopyCounter(work))
        complete = True
    except OSError as error:
        raise LibraryError(_reason(error)) from error
    finally:
        if not complete:
            shutil.rmtree(folder, ignore_errors=True)


def _reason(error: OSError) -> str:
    about = error.filename
    named = os.fsencode(about) if isinstance(about, str | bytes) else b""
    return f"{display_path(named)} cannot be copied: {write_error_reason(error)}"
