"""FLAC: stream length and boundaries from its frame headers.

Source: RFC 9639 §8.2 (STREAMINFO), §9.1 (frame header), §9.3 (frame footer).
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.media.stream import Read, Stream
from models.media.tags import before_header, before_tags

MAGIC = b"fLaC\0\0\0\x22"
_INFO = 42
"""Bytes of the magic, the first block header and STREAMINFO."""
SMALL = 4 << 20
"""File size in bytes up to which a second stream is searched for throughout.

In larger files only if the end does not match the first stream.
"""
_TAIL = 1 << 18
_BLOCK = 1 << 20
_UNKNOWN = 2**36 - 1
_LONGEST = 1 << 17
"""Largest plausible frame in bytes: 8 channels of 24 bits and 4 608 samples are 110 592."""


class Frame(NamedTuple):
    """Contents of a frame header."""

    at: int
    number: int
    """Number of the frame, or of its first sample."""
    samples: int
    """Samples per channel."""
    fixed: bool
    """Whether block size is fixed, in which case `number` counts frames."""


def parse_stream(read: Read, start: int, size: int) -> Stream:
    """Return the stream that begins at `start`, with its true length.

    If the last frame does not give it, `sure` is False and the stream must be decoded to count
    frames.
    """
    info = read(start, _INFO)
    if len(info) < _INFO:
        return Stream(start, size)
    stated = int.from_bytes(info[21:26], "big") & _UNKNOWN
    end = size if size - start > SMALL else _next(read, start + _INFO, size)
    true = _length(read, start, end, info, follows=end < size)
    if true != stated and size - start > SMALL:
        end = _next(read, start + _INFO, size)
        true = _length(read, start, end, info, follows=end < size)
    if true == stated:
        return Stream(start, end, frames=stated)
    if true is None:  # will be counted, up to the header's value
        return Stream(start, end, ((start + 21, info[21:26]),), sure=False, promised=stated)
    found = Stream(start, end, ((start + 21, info[21:26]),), promised=stated)
    return with_length(found, true)


def with_length(stream: Stream, frames: int) -> Stream:
    """Return a stream whose header is patched with the counted length."""
    ((at, value),) = stream.patches
    stated = int.from_bytes(value, "big") & ~_UNKNOWN | frames
    return replace(stream, patches=((at, stated.to_bytes(5, "big")),), frames=frames, sure=True)


def _next(read: Read, at: int, end: int) -> int:
    """Return the offset of the next stream; `end` if there is none."""
    while at < end:
        block = read(at, min(_BLOCK, end - at))
        found = block.find(MAGIC)
        if found >= 0:
            return at + found
        if len(block) < len(MAGIC):
            break
        at += len(block) - len(MAGIC) + 1
    return end


def _length(read: Read, start: int, end: int, info: bytes, *, follows: bool) -> int | None:
    """Return the number of samples according to the last frames; `None` if they do not tell.

    The last frame ends with its own CRC. If it is truncated, the frame before it is valid, and
    everything up to there can be decoded.
    """
    end = before_tags(read, start, before_header(read, start, end) if follows else end)
    base = max(start + _INFO, end - _TAIL)
    tail = read(base, end - base)
    size = int.from_bytes(info[10:12], "big")
    stated = int.from_bytes(info[21:26], "big") & _UNKNOWN
    last: int | None = None
    at = len(tail)
    while (at := tail.rfind(b"\xff", 0, at)) >= 0:
        frame = parse_frame_header(tail, at)
        if frame is None:
            continue
        first = frame.number * size if frame.fixed else frame.number
        if last is None and crc16(tail[at:-2]) == int.from_bytes(tail[-2:], "big"):
            return first + frame.samples
        if last is not None and first + frame.samples == last:
            return last
        if first + frame.samples == stated or len(tail) - at > 2 * _LONGEST:
            return None  # truncated in its last frame, or followed by other bytes
        last = first if last is None else last
    return None


def parse_frame_header(data: bytes, at: int) -> Frame | None:
    """Return the frame header at `at`, if its CRC matches."""
    if data[at + 1 : at + 2] not in {b"\xf8", b"\xf9"} or at + 6 > len(data):
        return None
    code, rate = data[at + 2] >> 4, data[at + 2] & 15
    if code == 0 or rate == 15 or data[at + 3] & 1 or data[at + 3] >> 4 > 10:  # noqa: PLR2004
        return None
    number, behind = _number(data, at + 4)
    if number is None:
        return None
    more = {6: 1, 7: 2}.get(code, 0)
    extra = int.from_bytes(data[behind : behind + more], "big")
    behind += more + {12: 1, 13: 2, 14: 2}.get(rate, 0)
    if behind >= len(data) or crc8(data[at:behind]) != data[behind]:
        return None
    samples = extra + 1 if more else 192 if code == 1 else 576 << code - 2
    if code >= 8:  # noqa: PLR2004 - powers of two from here on
        samples = 256 << code - 8
    return Frame(at, number, samples, data[at + 1] == 0xF8)  # noqa: PLR2004


def _number(data: bytes, at: int) -> tuple[int | None, int]:
    """Return a number in UTF-8-like coding of up to seven bytes, and the offset behind it."""
    ones = 8 - (data[at] ^ 0xFF).bit_length()
    if ones == 0:
        return data[at], at + 1
    rest = data[at + 1 : at + ones]
    if ones in {1, 8} or len(rest) < ones - 1 or any(byte & 0xC0 != _MORE for byte in rest):
        return None, at
    value = data[at] & (1 << 7 - ones) - 1
    for byte in rest:
        value = value << 6 | byte & 0x3F
    return value, at + ones


_MORE = 0x80
"""The upper two bits of continuation bytes."""


def _table() -> tuple[int, ...]:
    found: list[int] = []
    for byte in range(256):
        value = byte
        for _ in range(8):
            value = (value << 1 ^ (0x07 if value & 0x80 else 0)) & 0xFF
        found.append(value)
    return tuple(found)


_CRC8 = _table()


def crc8(data: bytes) -> int:
    """Return the CRC-8 of a frame header; polynomial 0x07, initial value 0."""
    value = 0
    for byte in data:
        value = _CRC8[value ^ byte]
    return value


def crc16(data: bytes) -> int:
    """Return the CRC-16 of a frame; polynomial 0x8005, initial value 0.

    The CRC is linear: the XOR of the powers of x at all bits that are set.
    """
    bits = np.unpackbits(np.frombuffer(data, np.uint8)).astype(bool)
    return int(np.bitwise_xor.reduce(_powers(len(bits))[::-1][bits])) if bits.any() else 0


def _powers(count: int) -> NDArray[np.uint16]:
    """Return x^16, x^17, ... modulo the polynomial."""
    while len(_known[0]) < count:
        known = _known[0]
        # x^(n + k) is x^k times x^n, bit by bit; x^n to x^(n + 15) are the last ones computed.
        more = np.zeros_like(known)
        for bit, factor in enumerate(known[-16:]):
            more ^= (known >> np.uint16(bit) & np.uint16(1)) * factor
        _known[0] = np.concatenate([known, more])
    return _known[0][:count]


def _times_x(value: int, times: int) -> int:
    for _ in range(times):
        value = (value << 1 ^ (0x8005 if value & 0x8000 else 0)) & 0xFFFF
    return value


_known: list[NDArray[np.uint16]] = [
    np.array([_times_x(0x8005, times) for times in range(16)], np.uint16)
]
