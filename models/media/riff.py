"""RIFF, AIFF and CAF: chunks whose lengths an interrupted program leaves wrong.

Source: IBM and Microsoft, Multimedia Programming Interface 1.0 (1991); Apple, AIFF 1.3, Core Audio
Format 1.0: a length of -1 extends to the end of the file.
"""

from __future__ import annotations

import re
from typing import Literal

from models.media.stream import Read, Stream

_Order = Literal["little", "big"]
_NAME = re.compile(rb"[\x20-\x7e]{4}")
_PLACEHOLDER = 0x7FFFF000
"""Lengths from here on are placeholders of programs that write to a pipe (ffmpeg, sox)."""
_MOST = 1000
"""Maximum number of chunks read."""


def parse_stream(read: Read, start: int, size: int) -> Stream:
    """Return the RIFF or AIFF stream that begins at `start`."""
    head = read(start, 12)
    order: _Order = "big" if head[:4] in {b"FORM", b"RIFX"} else "little"
    stated = int.from_bytes(head[4:8], order)
    rest = size - start - 8
    end = start + 8 + stated + (stated & 1) if head[:4] != b"RF64" and 0 < stated < rest else size
    end = min(end, size)
    at, frame, count = start + 12, 0, 0
    for _ in range(_MOST):
        chunk = read(at, 8)
        if len(chunk) < 8:  # noqa: PLR2004 - name and length
            break
        length = int.from_bytes(chunk[4:], order)
        body = at + 8
        if chunk[:4] == b"fmt ":
            fmt = read(body, 16)
            plain = int.from_bytes(fmt[:2], order) in {1, 3, 0xFFFE}
            frame = int.from_bytes(fmt[12:14], order) if plain else 0
        elif chunk[:4] == b"COMM":
            comm = read(body, 8)
            count = int.from_bytes(comm[2:6], "big")
        elif chunk[:4] in {b"data", b"SSND"}:
            if chunk[:4] == b"SSND":
                return _aiff(start, max(end, min(size, body + length)), count)
            return _wav(read, Stream(start, end), at, length, frame, size, order)
        at = body + length + (length & 1)
    return Stream(start, end)


def _aiff(start: int, end: int, count: int) -> Stream:
    return Stream(start, end, sure=True, promised=count)


def _wav(  # noqa: PLR0913, PLR0917 - what the walk collected
    read: Read, found: Stream, at: int, length: int, frame: int, size: int, order: _Order
) -> Stream:
    body, rest = at + 8, size - at - 8
    if length == 0 and rest >= max(1, frame) and not _are_chunks(read, body, size, order):
        # The writer was interrupted or wrote to a pipe: the rest is audio.
        stated = min(rest, 0xFFFFFFFF).to_bytes(4, order)
        return Stream(found.start, size, ((at + 4, stated),))
    if length > rest:
        promised = length // frame if frame and length < _PLACEHOLDER else 0
        return Stream(found.start, size, promised=promised)
    return found.until(max(found.end, min(size, body + length)))


def _are_chunks(read: Read, at: int, size: int, order: _Order) -> bool:
    """Return whether only chunks follow from `at` on."""
    for _ in range(_MOST):
        chunk = read(at, 8)
        if len(chunk) < 8:  # noqa: PLR2004 - name and length
            return True
        if not _NAME.fullmatch(chunk[:4]):
            return False
        length = int.from_bytes(chunk[4:], order)
        at += 8 + length + (length & 1)
        if at > size + 1:
            return False
    return True


def parse_caf_stream(read: Read, start: int, size: int) -> Stream:
    """Return the CAF stream that begins at `start`; truncated audio ends with the file."""
    at = start + 8
    for _ in range(_MOST):
        chunk = read(at, 12)
        if len(chunk) < 12:  # noqa: PLR2004 - name and length
            break
        length = int.from_bytes(chunk[4:], "big", signed=True)
        if chunk[:4] == b"data" and (length < 0 or at + 12 + length > size):
            rest = size - at - 12
            return Stream(start, size, ((at + 4, rest.to_bytes(8, "big")),))
        if length < 0:
            break
        at += 12 + length
    return Stream(start, size)
