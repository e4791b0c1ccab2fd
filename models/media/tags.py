"""Tags and padding before and after a stream.

Source: id3.org, ID3v2.4 structure §3.1 and §3.4 (sizes of 7 bits per byte, a footer of 10 bytes);
ID3v1: 128 bytes that begin with `TAG`; APEv2: footer of 32 bytes, size at 12.
"""

from __future__ import annotations

import re

from models.media.stream import Read

_HEAD = 10
_OLD = 128
"""Bytes of an ID3v1 tag."""
_BLOCK = 1 << 16
PADDING = 1 << 22
"""Maximum bytes of padding skipped, and of tags searched for before a header."""
_NOT_ZERO = re.compile(rb"[^\0]")


def behind_tags(read: Read, at: int, size: int) -> int:
    """Return the offset behind all ID3 tags that begin at `at`."""
    while at < size:
        head = read(at, _HEAD)
        if head[:3] == b"TAG" and at + _OLD <= size:
            at += _OLD
        elif head[:3] == b"ID3" and len(head) == _HEAD and not any(byte & 128 for byte in head[6:]):
            length = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
            at += _HEAD + length + (_HEAD if head[5] & 16 else 0)
        elif head[:8] == b"APETAGEX":
            at += 32 + int.from_bytes(read(at + 12, 4), "little")
        else:
            break
    return min(at, size)


def behind_padding(read: Read, at: int, size: int) -> int:
    """Return the offset behind zeros, and tags between them, that begin at `at`."""
    last = min(size, at + PADDING)
    while at < last:
        block = read(at, min(_BLOCK, last - at))
        if not block:
            break
        if found := _NOT_ZERO.search(block):
            return behind_tags(read, at + found.start(), size)
        at += len(block)
    return at


def before_tags(read: Read, start: int, end: int) -> int:
    """Return the offset where the tags that end at `end` begin."""
    while end - start > _OLD:
        if read(end - _OLD, 3) == b"TAG":
            end -= _OLD
        elif read(end - 32, 8) == b"APETAGEX":
            foot = read(end - 32, 32)
            header = 32 if foot[23] & 128 else 0
            end -= int.from_bytes(foot[12:16], "little") + header
        else:
            break
    return max(start, end)


def before_header(read: Read, start: int, end: int) -> int:
    """Return the offset where the tags and zeros directly before `end` begin; `end` if none."""
    base = max(start, end - PADDING)
    data = read(base, end - base) if end > start else b""
    at = len(data)
    while (at := data.rfind(b"ID3", 0, at)) >= 0:
        if behind_padding(read, behind_tags(read, base + at, end), end) == end:
            return base + at
    return end
