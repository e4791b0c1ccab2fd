"""FLAC: frames, each of which tells where in the stream it belongs.

Source: RFC 9639 §8.2 (STREAMINFO), §9.1 (header of a frame), §9.3 (its end).
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
"""Bytes of the magic, the head of the first block and the block."""
SMALL = 4 << 20
"""Bytes up to which a second stream is searched for everywhere; in more only if the end is odd."""
_TAIL = 1 << 18
_BLOCK = 1 << 20
_UNKNOWN = 2**36 - 1
_LONGEST = 1 << 17
"""Bytes of a frame that are believed: 8 channels of 24 bits and 4 608 samples are 110 592."""


class Frame(NamedTuple):
    """What the header of a frame tells."""

    at: int
    number: int
    """Of the frame, or of its first sample."""
    samples: int
    """In it, for each channel."""
    fixed: bool
    """All frames but the last are of one length, and `number` counts them."""


def stream(read: Read, start: int, size: int) -> Stream:
    """Return the stream that begins at `start`, with its true length.

    Where the last frame does not tell it, `sure` is False: it has to be decoded.
    """
    info = read(start, _INFO)
    if len(info) < _INFO:
        return Stream(start, size)
    told = int.from_bytes(info[21:26], "big") & _UNKNOWN
    end = size if size - start > SMALL else _next(read, start + _INFO, size)
    true = _length(read, start, end, info, follows=end < size)
    if true != told and size - start > SMALL:
        end = _next(read, start + _INFO, size)
        true = _length(read, start, end, info, follows=end < size)
    if true == told:
        return Stream(start, end, frames=told)
    if true is None:  # sure to be counted, up to what is told
        return Stream(start, end, ((start + 21, info[21:26]),), sure=False, promised=told)
    found = Stream(start, end, ((start + 21, info[21:26]),), promised=told)
    return counted(found, true)


def counted(stream: Stream, frames: int) -> Stream:
    """Return a stream that was not sure, with a header that tells what was counted."""
    ((at, value),) = stream.patches
    told = int.from_bytes(value, "big") & ~_UNKNOWN | frames
    return replace(stream, patches=((at, told.to_bytes(5, "big")),), frames=frames, sure=True)


def _next(read: Read, at: int, end: int) -> int:
    """Return where another stream begins; `end`: there is none."""
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
    """Return how many samples there are by the last frames; `None`: they do not tell.

    The last frame has a sum of its own at its end. If it is cut off, the one before it
    tells that it is a frame, and what is before it can be decoded.
    """
    end = before_tags(read, start, before_header(read, start, end) if follows else end)
    base = max(start + _INFO, end - _TAIL)
    tail = read(base, end - base)
    size = int.from_bytes(info[10:12], "big")
    told = int.from_bytes(info[21:26], "big") & _UNKNOWN
    last: int | None = None
    at = len(tail)
    while (at := tail.rfind(b"\xff", 0, at)) >= 0:
        frame = header(tail, at)
        if frame is None:
            continue
        first = frame.number * size if frame.fixed else frame.number
        if last is None and crc16(tail[at:-2]) == int.from_bytes(tail[-2:], "big"):
            return first + frame.samples
        if last is not None and first + frame.samples == last:
            return last
        if first + frame.samples == told or len(tail) - at > 2 * _LONGEST:
            return None  # cut off in its last frame, or with something behind it
        last = first if last is None else last
    return None


def header(data: bytes, at: int) -> Frame | None:
    """Return the header of a frame at `at`, if there is one by its own sum."""
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
    """Return a number that is written as UTF-8 writes characters, up to seven bytes."""
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
"""The upper two bits of bytes that go on with a number."""


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
    """Return the sum of a header; polynomial 0x07, begun with 0."""
    value = 0
    for byte in data:
        value = _CRC8[value ^ byte]
    return value


def crc16(data: bytes) -> int:
    """Return the sum of a frame; polynomial 0x8005, begun with 0.

    The sum is linear: it is that of the powers of x which stand for the bits that are set.
    """
    bits = np.unpackbits(np.frombuffer(data, np.uint8)).astype(bool)
    return int(np.bitwise_xor.reduce(_powers(len(bits))[::-1][bits])) if bits.any() else 0


def _powers(count: int) -> NDArray[np.uint16]:
    """Return x^16, x^17, ... modulo the polynomial."""
    while len(_known[0]) < count:
        known = _known[0]
        # x^(n + k) is x^k times x^n, bit by bit; x^n to x^(n + 15) are the last ones known.
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
