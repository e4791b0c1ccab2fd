"""Contents that edits replaced, by their SHA-256, in the folder `originals` of the library.

An entry is a reflink of the replaced file where the file system has them; else the file itself
under a second name, which becomes its only one when the file is replaced; else a copy that was
read back. A file with several names is copied: through the others it can still be written to.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from actors.library.edits.facts import Facts, sha256
from actors.media import whole_file

FOLDER = "originals"
"""In the folder of the library."""
_FICLONE = 0x40049409
"""`ioctl` that shares the blocks of a file. Source: Linux, include/uapi/linux/fs.h."""
_NO_LINK = {errno.EXDEV, errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.EOPNOTSUPP, errno.EACCES}
_BLOCK = 1 << 20


class Damaged(OSError):
    """A stored content is missing, or is not what its name says."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry of the folder."""

    hash: bytes
    size: int
    time: float
    """When it was stored, in seconds since 1970."""


class Originals:
    """The folder of replaced contents."""

    def __init__(self, folder: Path) -> None:
        """Use `folder`, which is created when it is first needed."""
        self.folder = folder

    def path(self, digest: bytes) -> Path:
        """Return the path of a content."""
        name = digest.hex()
        return self.folder / name[:2] / name

    def has(self, digest: bytes) -> bool:
        """Return whether there is an entry, without reading it."""
        return self.path(digest).is_file()

    def put(self, path: bytes, digest: bytes, known: Facts | None = None) -> None:
        """Store the content of a file, whose SHA-256 is `digest`, on disk.

        Args:
            path: Of the file.
            digest: Of its content.
            known: Facts of the entry when its content was known, if there is one; if it has
                others, it is read.

        Raises:
            OSError: It cannot be stored; the file is as it was.
        """
        place = self.path(digest)
        if place.is_file():
            same = _is_same_file(place, path) or Facts.of(place.stat()) == known
            if same or sha256(bytes(place)) == digest:
                return
            place.unlink()  # damaged, or a file that was written to by its other name
        place.parent.mkdir(parents=True, exist_ok=True)
        whole_file.sync_folder(self.folder)
        aside = whole_file.temporary_path(place)
        try:
            if not share_blocks(path, aside) and not _link(path, aside):
                _copy(path, aside, digest)
            whole_file.move_into_place(aside, place)
        finally:
            with suppress(OSError):
                aside.unlink()

    def fetch(
        self, digest: bytes, place: Path, known: Facts | None = None, *, shared: bool = False
    ) -> None:
        """Make a file with a stored content, on disk.

        Where neither reflinks nor another drive are involved it is the entry itself, under a second
        name: `release` removes the first one. A shared entry is copied.

        Args:
            digest: Of the content.
            place: Path of the new file, in the folder where it is needed.
            known: Facts of the entry when its content was known; `None`, or if it has others: it
                is read.
            shared: Other files may need the content as well.

        Raises:
            OSError: It cannot be made; `Damaged`: there is no such content.
        """
        entry = self.path(digest)
        try:
            facts = Facts.of(entry.stat())
        except FileNotFoundError as error:
            raise Damaged(errno.ENOENT, "the stored original is gone", str(entry)) from error
        if facts != known and sha256(bytes(entry)) != digest:
            raise Damaged(errno.EIO, "the stored original is damaged", str(entry))
        try:
            if not share_blocks(bytes(entry), place) and (shared or not _link(bytes(entry), place)):
                _copy(bytes(entry), place, digest)
            whole_file.sync_file(place)
        except BaseException:
            with suppress(OSError):
                place.unlink()
            raise

    def release(self, digest: bytes, path: bytes) -> None:
        """Remove an entry that is the file at `path` itself: what is written there would change it.

        Raises:
            OSError: The drive failed.
        """
        place = self.path(digest)
        if _is_same_file(place, path):
            place.unlink()

    def facts(self, digest: bytes) -> Facts | None:
        """Return the facts of an entry; `None`: there is none."""
        try:
            return Facts.of(self.path(digest).stat())
        except OSError:
            return None

    def all(self) -> Iterator[Stored]:
        """Yield all entries.

        Raises:
            OSError: The folder cannot be read.
        """
        if not self.folder.is_dir():
            return
        for path in self.folder.glob("??/" + "?" * 64):
            status = path.stat()
            with suppress(ValueError):
                yield Stored(bytes.fromhex(path.name), status.st_size, status.st_ctime)

    def remove(self, digest: bytes) -> None:
        """Remove an entry for good.

        Raises:
            OSError: It cannot be removed.
        """
        self.path(digest).unlink(missing_ok=True)


def _is_same_file(place: Path, path: bytes) -> bool:
    try:
        return os.path.samestat(os.stat(place), os.stat(path))
    except OSError:
        return False


def share_blocks(path: bytes, place: Path) -> bool:
    """Share the blocks of a file with a new one; return whether the file system can."""
    try:
        from fcntl import ioctl
    except ImportError:  # Windows
        return False
    with open(path, "rb") as source, place.open("xb") as target:
        try:
            ioctl(target.fileno(), _FICLONE, source.fileno())
        except OSError:
            cloned = False
        else:
            cloned = True
    if not cloned:
        place.unlink()
        return False
    _keep_properties(path, place)
    return True


def _link(path: bytes, place: Path) -> bool:
    """Give a file a second name; return whether that is possible and safe."""
    if os.stat(path).st_nlink != 1:
        return False
    try:
        os.link(path, place)
    except OSError as error:
        if error.errno in _NO_LINK:
            return False
        raise
    return True


def _copy(path: bytes, place: Path, digest: bytes) -> None:
    """Copy a file and read the copy back."""
    with open(path, "rb") as source, place.open("xb") as target:
        shutil.copyfileobj(source, target, _BLOCK)
        whole_file.sync(target)
        if hasattr(os, "posix_fadvise"):  # read back from the drive, not from the page cache
            os.posix_fadvise(target.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    _keep_properties(path, place)
    if sha256(bytes(place)) != digest:
        raise Damaged(errno.EIO, "the copy is not the same", str(place))


def _keep_properties(path: bytes, place: Path) -> None:
    """Copy times, permissions and extended attributes, as far as the drive supports them."""
    with suppress(OSError):
        shutil.copystat(path, place)
