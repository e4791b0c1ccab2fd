"""What the operating system says, in calm words."""

from __future__ import annotations

import errno
import os

_WORDS = {
    errno.EACCES: "no permission to read it",
    errno.EPERM: "no permission to read it",
    errno.ENOENT: "it does not exist",
    errno.ENOTDIR: "it is not a folder",
    errno.ELOOP: "a link that leads to itself",
    errno.ENAMETOOLONG: "its path is too long",
    errno.EIO: "the drive failed to read it",
    errno.ENOTCONN: "its drive is not connected",
    errno.ESTALE: "its drive is not connected",
    errno.EHOSTDOWN: "its drive is not connected",
}


def why(error: OSError) -> str:
    """Return the reason, lower case, without the path."""
    if error.errno is None:
        return str(error)
    return _WORDS.get(error.errno) or os.strerror(error.errno).lower()
