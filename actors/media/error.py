"""Why a file cannot be read, in one set of words for all rooms."""

from __future__ import annotations

import errno

_WORDS = {
    errno.ENOENT: "it is gone",
    errno.EACCES: "no permission to read it",
    errno.EPERM: "no permission to read it",
    errno.EISDIR: "it is a folder",
    errno.EIO: "the drive failed to read it",
    errno.ENOTCONN: "its drive is not connected",
    errno.ESTALE: "its drive is not connected",
    errno.EHOSTDOWN: "its drive is not connected",
}


class Unreadable(Exception):
    """A file cannot be read as sound; the text is the reason alone, lower case."""


class Unopened(Unreadable):
    """The system does not hand the file out: it is gone, forbidden, or its drive fails."""


def words(error: OSError) -> str:
    """Return why the system refused, in plain words."""
    return _WORDS.get(error.errno or 0) or (error.strerror or str(error)).lower()
