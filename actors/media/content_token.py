"""Content token of a file: a quick hash that recognises it."""

from __future__ import annotations

from hashlib import blake2b
from io import FileIO

from models.library.identity import END


def token(file: FileIO, size: int) -> bytes:
    """Return a 16-byte hash of the size and both ends of a file.

    Equal contents have equal tokens. So have different contents of equal size and ends: tokens
    recognise files, they do not prove equality.

    Args:
        file: Open for reading; its position changes.
        size: Its length in bytes.
    """
    return token_and_head(file, size)[0]


def token_and_head(file: FileIO, size: int) -> tuple[bytes, bytes]:
    """Return the token of a file, and its first bytes, at most `END`."""
    digest = blake2b(size.to_bytes(8, "big"), digest_size=16)
    file.seek(0)
    head = file.read(END)
    digest.update(head)
    if size > END:
        file.seek(max(END, size - END))
        digest.update(file.read(END))
    return digest.digest(), head
