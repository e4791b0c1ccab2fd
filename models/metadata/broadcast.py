"""`bext`: originator, time and timeline position of a recording.

Source: EBU Tech 3285 version 2 (May 2011).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from models.metadata.cursor import Cursor
from models.metadata.text import decode_text, encode_text

_SIZES = (256, 32, 32, 10, 8)
"""Bytes of the text fields: description, originator, originator reference, date, time."""
_UMID, _LOUDNESS, _RESERVED = 64, 10, 180
_LOUD = 2
"""First version with loudness fields."""


@dataclass(frozen=True, slots=True)
class Broadcast:
    """Contents of `bext`; texts are verbatim, without padding."""

    description: str = ""
    originator: str = ""
    reference: str = ""
    date: str = ""
    """`yyyy-mm-dd`."""
    time: str = ""
    """`hh:mm:ss`."""
    reference_frames: int = 0
    """Time reference: frames since midnight of the first frame, 0 to 2^64 - 1."""
    version: int = 1
    umid: bytes = bytes(_UMID)
    """SMPTE 330M; all zeros if there is none."""
    loudness: tuple[int, int, int, int, int] | None = None
    """In hundredths: integrated (LUFS), range (LU), true peak (dBTP), momentary, short-term."""
    history: str = ""
    """Coding history, lines such as `A=PCM,F=48000,W=16,M=stereo`."""


def read_bext(body: bytes) -> Broadcast:
    """Return the contents of a chunk.

    Raises:
        Truncated: the chunk is cut off.
    """
    cursor = Cursor(body)
    description, originator, reference, date, time = (decode_text(cursor.take(n)) for n in _SIZES)
    frames, version = cursor.unsigned(8), cursor.unsigned(2)
    umid, loudness = cursor.take(_UMID), cursor.take(_LOUDNESS)
    cursor.take(_RESERVED)
    return Broadcast(
        description,
        originator,
        reference,
        date,
        time,
        frames,
        version,
        umid,
        struct.unpack("<5h", loudness) if version >= _LOUD else None,
        decode_text(cursor.rest()),
    )


def write_bext(broadcast: Broadcast) -> bytes:
    """Return the body of `bext`; texts that are too long are truncated."""
    texts = (
        broadcast.description,
        broadcast.originator,
        broadcast.reference,
        broadcast.date,
        broadcast.time,
    )
    fixed = b"".join(
        _cut(text, size).ljust(size, b"\0") for text, size in zip(texts, _SIZES, strict=True)
    )
    loud = broadcast.loudness
    version = max(broadcast.version, _LOUD) if loud else min(broadcast.version, _LOUD - 1)
    numbers = struct.pack("<QH", broadcast.reference_frames, version)
    levels = struct.pack("<5h", *loud) if loud else bytes(_LOUDNESS)
    history = encode_text(broadcast.history)
    return fixed + numbers + broadcast.umid + levels + bytes(_RESERVED) + history


def _cut(text: str, size: int) -> bytes:
    data = encode_text(text)[:size]
    return data.decode("utf-8", "ignore").encode() if _halved(data) else data


def _halved(data: bytes) -> bool:
    """Return whether UTF-8 was cut within a character."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data"
    return False
