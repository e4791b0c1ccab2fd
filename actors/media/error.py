"""Why a file cannot be read or written, in one set of words for all rooms."""

from __future__ import annotations

import errno
import os

_WORDS = {
    errno.ENOENT: "file not found",
    errno.EACCES: "no permission",
    errno.EPERM: "no permission",
    errno.EISDIR: "is a folder",
    errno.ENOTDIR: "not a folder",
    errno.ELOOP: "circular link",
    errno.ENAMETOOLONG: "name too long",
    errno.EIO: "the drive failed",
    errno.ENOTCONN: "drive offline",
    errno.ESTALE: "drive offline",
    errno.EHOSTDOWN: "drive offline",
    errno.ENODEV: "drive offline",
    errno.ENXIO: "drive offline",
    errno.EROFS: "the drive is read-only",
    errno.ENOSPC: "disk full",
    errno.EBUSY: "in use by another program",
    errno.ETXTBSY: "in use by another program",
}


class Unreadable(Exception):
    """A file cannot be read as sound; the text is the reason alone, lower case."""


class Unopened(Unreadable):
    """The system does not hand the file out: it is gone, forbidden, or its drive fails."""


def words(error: OSError) -> str:
    """Return why the system refused: lower case, without the path."""
    if error.errno is None:
        return str(error)
    return _WORDS.get(error.errno) or os.strerror(error.errno).lower()
