"""The socket over which a second start of the program calls the window that runs."""

from __future__ import annotations

import os
import socket
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from actors.kernel.loopback import connect_loopback

NAME = "socket"
"""In the data folder."""
TAKEN = b"taken\n"
"""Reply once the call was handed on."""
PEERS = hasattr(socket, "SO_PEERCRED")
"""Whether the kernel says who connects (Linux); elsewhere callers say a secret."""


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


def connect_window(folder: Path, patience: float, *, peers: bool = PEERS) -> socket.socket:
    """Return a connection to the window of a data folder.

    Args:
        folder: The data folder.
        patience: Seconds that connecting, and each later step, may take.
        peers: Whether the kernel says who connects.

    Raises:
        FileNotFoundError: There is no window.
        ConnectionRefusedError: It was killed.
        OSError: It does not respond.
    """
    if not peers:
        return connect_loopback(folder / NAME, patience)
    stream = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        stream.settimeout(patience)
        with at_socket(folder) as path:
            stream.connect(path)
    except BaseException:
        stream.close()
        raise
    return stream
