"""Why a file cannot be moved, in calm words."""

from __future__ import annotations

import errno
import os

_WORDS = {
    errno.EACCES: "no permission",
    errno.EPERM: "no permission",
    errno.EROFS: "the drive is read-only",
    errno.ENOSPC: "the drive is full",
    errno.ENOENT: "file not found",
    errno.ENOTDIR: "file not found",
    errno.ENAMETOOLONG: "the name is too long",
    errno.EBUSY: "in use by another program",
    errno.ETXTBSY: "in use by another program",
    errno.EIO: "the drive failed",
    errno.ENODEV: "the drive is offline",
    errno.ENXIO: "the drive is offline",
    errno.ESTALE: "the drive is offline",
    errno.ENOTCONN: "the drive is offline",
    errno.EFBIG: "too large for that drive",
    errno.EINVAL: "that drive does not take such a name",
    errno.EILSEQ: "that drive does not take such a name",
}
_QUOTA = getattr(errno, "EDQUOT", -1)
_SHARING = 32
"""ERROR_SHARING_VIOLATION. Source: Microsoft, "System Error Codes"."""


def reason(error: OSError) -> str:
    """Return the reason, lower case, without the path."""
    if getattr(error, "winerror", None) == _SHARING:
        return "in use by another program"
    if error.errno is None:
        return str(error)
    if error.errno == _QUOTA:
        return "your quota on that drive is used up"
    return _WORDS.get(error.errno) or os.strerror(error.errno).lower()
