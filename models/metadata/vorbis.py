"""Vorbis comments: `NAME=value` in UTF-8, in FLAC and Ogg.

Source: xiph.org, "Ogg Vorbis I format specification: comment field and header specification".
"""

from __future__ import annotations

import base64
import binascii
import struct

from models.metadata import picture
from models.metadata.cursor import Cursor, Truncated
from models.metadata.tags import Field, Tags
from models.metadata.text import utf8_text

MOST = 10_000
"""Maximum number of comments read."""
PICTURE = "METADATA_BLOCK_PICTURE"
_NAMES = {"YEAR": "DATE", "TEMPO": "BPM", "KEY": "INITIALKEY", "TRACK": "TRACKNUMBER"}
"""Uncommon names and their common equivalents."""


def read_comments(body: bytes) -> Tags:
    """Return the tags in a comment block; truncated or malformed comments are dropped.

    Args:
        body: From the vendor length on.
    """
    cursor = Cursor(body)
    fields: list[Field] = []
    pictures: list[picture.Picture] = []
    try:
        cursor.take(cursor.unsigned(4))
        for _ in range(min(cursor.unsigned(4), MOST)):
            key, equals, value = cursor.take(cursor.unsigned(4)).partition(b"=")
            name = key.decode("ascii", "replace").upper()
            if not equals or not name:
                continue
            if name == PICTURE:
                pictures.append(picture.read_picture(base64.b64decode(value, validate=True)))
            else:
                text = value.decode("utf-8", "surrogateescape")
                fields.append((_NAMES.get(name, name), text))
    except (Truncated, binascii.Error):
        pass
    return Tags(tuple(fields), tuple(pictures))


def vendor(body: bytes) -> bytes:
    """Return the vendor string: the encoder library."""
    length = int.from_bytes(body[:4], "little")
    return body[4 : 4 + length]


def write_comments(fields: tuple[Field, ...], coder: str = "") -> bytes:
    """Return a comment block; invalid characters in names are replaced."""
    comments = [f"{_named(name)}={utf8_text(value)}".encode() for name, value in fields]
    head = coder.encode()
    return b"".join(
        (
            struct.pack("<I", len(head)),
            head,
            struct.pack("<I", len(comments)),
            *(struct.pack("<I", len(one)) + one for one in comments),
        )
    )


def _named(name: str) -> str:
    """Return a name in printable ASCII without `=`."""
    return "".join(c if " " <= c <= "}" and c != "=" else "_" for c in name.upper()) or "_"
