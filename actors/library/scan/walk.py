"""Finds the audio files below a root, in bytes, each directory once."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator
from heapq import heappop, heappush

from actors.library.scan.apart import is_apart, leads_apart, part_apart
from actors.library.scan.reason import why
from models.library.extension import is_audio
from models.library.file import Apart, Entry, Problem
from models.library.part import WHOLE, Parts

_LARGEST = 2**63 - 1
"""Times beyond the year 2262 do not fit the database."""
_PATIENCE = 256
"""Entries of no interest between two chances to stop."""


def walk(
    root: bytes, parts: Parts = WHOLE, trashes: Collection[bytes] = ()
) -> Iterator[Entry | Problem | Apart | None]:
    """Yield what is in these parts of `root`; now and then `None`, a chance to stop.

    Trashes and folders of the system are named, and not entered. Links are followed, but no
    directory is entered twice, so loops end. Links to directories come last and in the order
    of their paths: the same content is found under the same path each time, the real one if
    that is below `root`.
    """
    entered: set[tuple[int, int]] = set()
    apart = {folder: part_apart(root, folder, trashes) for folder in parts}
    yield from map(Apart, sorted({path for path in apart.values() if path is not None}))
    inside = [folder for folder in sorted(parts) if apart[folder] is None]
    linked = [folder for folder in inside if parts[folder]]
    for folder in inside:
        if not parts[folder]:
            yield from _directory(root, folder, entered, [], [], trashes)
            yield None
    while linked:
        found = [heappop(linked)]
        while found:
            folder = found.pop()
            yield from _directory(root, folder, entered, found, linked, trashes)
            yield None


def _directory(  # noqa: PLR0913, PLR0917 - what is known of the walk so far
    root: bytes,
    folder: bytes,
    entered: set[tuple[int, int]],
    found: list[bytes],
    linked: list[bytes],
    trashes: Collection[bytes],
) -> Iterator[Entry | Problem | Apart | None]:
    path = os.path.join(root, folder)
    try:
        status = os.stat(path)
        if (status.st_dev, status.st_ino) in entered:
            return
        entered.add((status.st_dev, status.st_ino))
        with os.scandir(path) as entries:
            for count, entry in enumerate(entries):
                if count % _PATIENCE == 0:
                    yield None
                below = folder + b"/" + entry.name if folder else entry.name
                if entry.is_dir(follow_symlinks=False):
                    if is_apart(entry.path, trashes):
                        yield Apart(below)
                    else:
                        found.append(below)
                elif entry.is_symlink() and os.path.isdir(entry):  # False, too, if it cannot tell
                    if is_apart(entry.path, trashes) or leads_apart(entry.path, trashes):
                        yield Apart(below)
                    else:
                        heappush(linked, below)
                elif is_audio(entry.name) and (met := _file(folder, entry, below)):
                    yield met
    except (FileNotFoundError, NotADirectoryError) as error:
        # A part that was named because it changed may be gone, and all that was in it.
        yield Problem(folder, why(error), there=not folder)
    except OSError as error:
        yield Problem(folder, why(error))


def _file(folder: bytes, entry: os.DirEntry[bytes], below: bytes) -> Entry | Problem | None:
    try:
        status = entry.stat()
    except FileNotFoundError:
        return Problem(below, "a link to nothing", there=False) if entry.is_symlink() else None
    except OSError as error:
        return Problem(below, why(error))
    if not stat.S_ISREG(status.st_mode):
        return None
    return Entry(folder, entry.name, status.st_size, storable(status.st_mtime_ns))


def storable(time_ns: int) -> int:
    """Return a time of change, cut to what the database can hold."""
    return max(-_LARGEST, min(time_ns, _LARGEST))
