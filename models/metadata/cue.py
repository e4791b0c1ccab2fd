"""`cue ` and `LIST adtl`: markers, their labels and spans.

Source: "Multimedia Programming Interface and Data Specifications 1.0", IBM and Microsoft, 1991.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from models.metadata.cursor import Cursor
from models.metadata.marker import Marker
from models.metadata.text import decode_text, encode_text

MOST = 10_000
"""Maximum number of markers read from a file."""
_POINT = struct.Struct("<II4sIII")


def read_cue(body: bytes, lists: bytes = b"") -> tuple[Marker, ...]:
    """Return the markers of a `cue ` chunk, in file order.

    Args:
        body: Of `cue `.
        lists: Bodies of `LIST adtl` without their type, concatenated.

    Raises:
        Truncated: not even the count is complete.
    """
    cursor = Cursor(body)
    count = min(cursor.unsigned(4), MOST, cursor.left // _POINT.size)
    points = [_POINT.unpack(cursor.take(_POINT.size)) for _ in range(count)]
    # `dwSampleOffset` is the position; some programs fill in `dwPosition` only.
    place = 5 if any(point[5] for point in points) else 1
    labels, notes, regions = _read_lists(lists)
    return tuple(
        Marker(
            point[place],
            labels.get(point[0], ""),
            notes.get(point[0], ""),
            *regions.get(point[0], (0, "")),
        )
        for point in points
    )


def _read_lists(lists: bytes) -> tuple[dict[int, str], dict[int, str], dict[int, tuple[int, str]]]:
    labels: dict[int, str] = {}
    notes: dict[int, str] = {}
    regions: dict[int, tuple[int, str]] = {}
    for tag, body in subchunks(lists):
        cursor = Cursor(body)
        if cursor.left < _NUMBER:
            continue
        number = cursor.unsigned(_NUMBER)
        if tag == b"labl":
            labels.setdefault(number, decode_text(cursor.rest()))
        elif tag == b"note":
            notes.setdefault(number, decode_text(cursor.rest()))
        elif tag == b"ltxt" and cursor.left >= 2 * _NUMBER:
            length, purpose = cursor.unsigned(_NUMBER), cursor.take(4)
            regions.setdefault(number, (length, purpose.decode("latin-1")))
    return labels, notes, regions


_NUMBER = 4
"""Bytes of a marker id."""
_HEAD = 8
"""Bytes of a chunk's tag and size."""


def subchunks(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield tag and body of each chunk in a list; the last one may be truncated."""
    at, count = 0, 0
    while at + _HEAD <= len(body) and count < 4 * MOST:
        size = int.from_bytes(body[at + 4 : at + _HEAD], "little")
        yield body[at : at + 4], body[at + _HEAD : at + _HEAD + size]
        at += _HEAD + size + size % 2
        count += 1


def write_cue(markers: tuple[Marker, ...]) -> tuple[bytes, bytes]:
    """Return the bodies of `cue ` and `LIST adtl` (without its type).

    Args:
        markers: All before frame 2^32.
    """
    points: list[bytes] = []
    lists: list[bytes] = []
    for number, marker in enumerate(markers, 1):
        points.append(_POINT.pack(number, marker.frame, b"data", 0, 0, marker.frame))
        head = struct.pack("<I", number)
        if marker.label:
            lists.append(subchunk(b"labl", head + encode_text(marker.label) + b"\0"))
        if marker.note:
            lists.append(subchunk(b"note", head + encode_text(marker.note) + b"\0"))
        if marker.length or marker.purpose:
            purpose = marker.purpose.encode("latin-1", "replace")[:4].ljust(4)
            region = struct.pack("<I4sHHHH", marker.length, purpose, 0, 0, 0, 0)
            lists.append(subchunk(b"ltxt", head + region))
    return struct.pack("<I", len(points)) + b"".join(points), b"".join(lists)


def subchunk(tag: bytes, body: bytes) -> bytes:
    """Return a RIFF chunk, padded to an even size."""
    return tag + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
