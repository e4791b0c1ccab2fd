"""Files that are written only if their name is free."""

from __future__ import annotations

import os
from contextlib import suppress

from actors.media.whole_file import sync


def write_new(path: bytes, content: bytes) -> bool:
    """Write and sync a file for its owner alone; return whether its name was free.

    Raises:
        OSError: It cannot be written; nothing is left.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags, 0o600)
    except FileExistsError:
        return False
    try:
        with open(handle, "wb") as file:
            file.write(content)
            sync(file)
    except OSError:
        with suppress(OSError):
            os.unlink(path)
        raise
    return True
