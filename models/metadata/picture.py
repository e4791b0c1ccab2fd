"""Embedded picture: FLAC's `PICTURE`, `APIC` of ID3."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from models.metadata.cursor import Cursor
from models.metadata.text import utf8_text

FRONT = 3
"""Type of a front cover; types are those of ID3v2, section 4.14, 0 to 20."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Encoded according to its MIME type; never decoded here."""

    data: bytes
    mime: str = "image/jpeg"
    kind: int = FRONT
    description: str = ""
    width: int = 0
    """Pixels; 0 if not stated."""
    height: int = 0
    depth: int = 0
    """Bits per pixel."""
    colours: int = 0
    """Number of palette colours."""


def read_picture(body: bytes) -> Picture:
    """Return the picture of a FLAC block 6 (RFC 9639, section 8.8).

    Raises:
        Truncated: the block is cut off.
    """
    cursor = Cursor(body, "big")
    kind = cursor.unsigned(4)
    mime = cursor.take(cursor.unsigned(4)).decode("latin-1")
    description = cursor.take(cursor.unsigned(4)).decode("utf-8", "replace")
    width, height, depth, colours = (cursor.unsigned(4) for _ in range(4))
    data = cursor.take(cursor.unsigned(4))
    return Picture(data, mime, kind, description, width, height, depth, colours)


def write_picture(picture: Picture) -> bytes:
    """Return the body of a FLAC block 6."""
    mime = picture.mime.encode("latin-1", "replace")
    description = utf8_text(picture.description).encode()
    return b"".join(
        (
            struct.pack(">II", picture.kind, len(mime)),
            mime,
            struct.pack(">I", len(description)),
            description,
            struct.pack(">4I", picture.width, picture.height, picture.depth, picture.colours),
            struct.pack(">I", len(picture.data)),
            picture.data,
        )
    )
