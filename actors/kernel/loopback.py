"""The socket of the window where the kernel does not say who connects: macOS and Windows.

A port of this machine alone, and a secret that only those know who can read the data folder. Both
stand in the file that elsewhere is the socket. Untested on macOS and Windows, tested on Linux.
"""

from __future__ import annotations

import re
import secrets
import socket
from contextlib import suppress
from pathlib import Path

HOST = "127.0.0.1"
SECRET = 32
"""Characters of the secret, which are hexadecimal."""
_NOTE = re.compile(rb"sempal (?P<port>\d{1,5}) (?P<secret>[0-9a-f]{32})\n")


def bind_loopback(note: Path) -> tuple[socket.socket, bytes]:
    """Return a listening socket, and the secret with which each call begins; write both down.

    Raises:
        FileExistsError: The file is somebody else's.
        OSError: It cannot be written.
    """
    with suppress(FileNotFoundError):
        if read_note(note) is None:
            raise FileExistsError(f"{note} is not ours")
        note.unlink()
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        made.bind((HOST, 0))
        secret = secrets.token_hex(SECRET // 2)
        note.touch(0o600, exist_ok=False)
        with note.open("w", encoding="ascii") as file:
            file.write(f"sempal {made.getsockname()[1]} {secret}\n")
        made.listen()
    except BaseException:
        made.close()
        raise
    return made, secret.encode("ascii")


def connect_loopback(note: Path, patience: float) -> socket.socket:
    """Return a connection to the window that wrote a file; the secret is said.

    Raises:
        FileNotFoundError: There is no window.
        ConnectionRefusedError: It was killed.
        OSError: It does not respond within `patience` seconds.
    """
    known = read_note(note)
    if known is None:
        raise FileNotFoundError(f"{note} names no window")
    port, secret = known
    stream = socket.create_connection((HOST, port), patience)
    try:
        stream.sendall(secret)
    except BaseException:
        stream.close()
        raise
    return stream


def read_note(note: Path) -> tuple[int, bytes] | None:
    """Return port and secret of a file; `None`: it is not ours, or half written.

    Raises:
        OSError: It cannot be read.
    """
    with note.open("rb") as file:
        found = _NOTE.fullmatch(file.read(200))
    return (int(found["port"]), found["secret"]) if found else None
