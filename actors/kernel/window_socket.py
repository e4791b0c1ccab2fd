"""The socket over which a second start of the program calls the window that runs."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

NAME = "socket"
"""In the data folder."""
TAKEN = b"taken\n"
"""Reply once the call was handed on."""


@contextmanager
def at_socket(folder: Path) -> Generator[str]:
    """Yield a short path of the socket: that of the folder may be too long for an address.

    Raises:
        OSError: There is no such folder.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{handle}/{NAME}"
    finally:
        os.close(handle)
