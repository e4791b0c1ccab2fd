"""Ogg: pages, some of which begin a stream.

Source: RFC 3533 §6: 27 bytes of header, flag 2 for the first page of a stream, then byte 26 many
lacing values. RFC 3533 §4: concatenated streams form a chain.
"""

from __future__ import annotations

from models.media.stream import Read, Stream

_HEAD = 27
_BEGINS = 2
SMALL = 4 << 20
"""File size in bytes up to which every page is read; above, the last page first."""
_TAIL = 1 << 17


def parse_stream(read: Read, start: int, size: int) -> Stream:
    """Return the stream that begins at `start`, or all multiplexed streams that begin there."""
    if size - start > SMALL and _is_one(read, start, size):
        return Stream(start, size)
    begins = True
    at = start
    data, base = b"", start
    while at < size:
        if at - base + _HEAD + 255 > len(data):
            data, base = read(at, 1 << 20), at
        head = data[at - base : at - base + _HEAD]
        if len(head) < _HEAD or head[:4] != b"OggS":
            at = _next(read, at + 1, size)
            continue
        if head[5] & _BEGINS and not begins:
            return Stream(start, at)
        begins = begins and bool(head[5] & _BEGINS)
        lengths = data[at - base + _HEAD : at - base + _HEAD + head[26]]
        at += _HEAD + len(lengths) + sum(lengths)
    return Stream(start, size)


def _is_one(read: Read, start: int, size: int) -> bool:
    tail = read(max(start, size - _TAIL), _TAIL)
    last = tail.rfind(b"OggS")
    return last >= 0 and tail[last + 14 : last + 18] == read(start + 14, 4)


def _next(read: Read, at: int, size: int) -> int:
    """Return the offset of the next possible page; bytes between pages are damage."""
    while at < size:
        block = read(at, 1 << 16)
        found = block.find(b"OggS")
        if found >= 0:
            return at + found
        at += max(1, len(block) - 3)
    return size
