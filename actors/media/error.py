"""Reasons why a file cannot be read or written, worded the same for all packages."""

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
    """The file cannot be read as audio; the message is the reason alone, lower case."""


class Unopened(Unreadable):
    """The system refuses to open the file: it is missing, forbidden, or its drive fails."""


def os_error_reason(error: OSError) -> str:
    """Return the reason of an OSError: lower case, without the path."""
    if error.errno is None:
        return str(error)
    return _WORDS.get(error.errno) or os.strerror(error.errno).lower()
