"""Reasons why a file cannot be moved or written."""

from __future__ import annotations

import errno

from actors.media.error import os_error_reason

_WORDS = {
    errno.ENOTDIR: "file not found",
    errno.EFBIG: "too large for that drive",
    errno.EINVAL: "name not supported by that drive",
    errno.EILSEQ: "name not supported by that drive",
    getattr(errno, "EDQUOT", -1): "your quota on that drive is used up",
}
"""Errors that mean something else, or more, than while reading."""
_SHARING = 32
"""ERROR_SHARING_VIOLATION. Source: Microsoft, "System Error Codes"."""


def write_error_reason(error: OSError) -> str:
    """Return the reason in lower case, without the path."""
    if getattr(error, "winerror", None) == _SHARING:
        return "in use by another program"
    return _WORDS.get(error.errno or 0) or os_error_reason(error)
