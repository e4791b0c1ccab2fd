"""MPEG audio: frames, the first of which may hold the number of bytes.

Source: ISO/IEC 11172-3 §2.4.1.3 and 13818-3 (headers, bit rates, frame rates); the `Xing` or `Info`
tag: G. Bouvigne, mp3 VBR/ABR tag specification 1.0.
"""

from __future__ import annotations

from models.media.stream import Read, Stream
from models.media.tags import before_tags, behind_padding, behind_tags

_KBITS = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Bit rates of layer III by version: 3 is MPEG-1; the others have half the frame length."""
_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_SIDE = {(3, False): 32, (3, True): 17, (2, False): 17, (2, True): 9}
"""Bytes between header and tag, by version and whether mono."""

_BLOCK = 1 << 18
_LONGEST = 1441
"""Largest layer III frame in bytes: 320 kbit/s at 32 kHz, padded."""
_DELAY = 529
"""Decoder delay in samples; mpg123 removes it if there is a tag.

Source: libmpg123 1.32, `GAPLESS_DELAY`; measured with libsndfile 1.2.2.
"""
_PADDING = 2
"""Frames that encoders add at start and end and decoders remove."""


def frame_length(head: bytes) -> int:
    """Return the length in bytes of a frame by its first four bytes; 0 if not a frame.

    For layers I and II and free format, return 1 if it may be one.
    """
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:  # noqa: PLR2004
        return 0
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bits, rate = head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or layer == 0 or bits == 15 or rate == 3 or head[3] & 3 == 2:  # noqa: PLR2004
        return 0
    if layer != 1 or bits == 0:
        return 1
    kbits = _KBITS[3 if version == 3 else 2][bits]  # noqa: PLR2004 - MPEG-1
    factor = 144_000 if version == 3 else 72_000  # noqa: PLR2004
    return factor * kbits // _RATES[version][rate] + (head[2] >> 1 & 1)


def parse_stream(read: Read, start: int, size: int) -> Stream:
    """Return the stream that begins at `start`, behind its tags.

    It ends where its first frame says, if a second stream follows there.
    """
    first = behind_tags(read, start, size)
    head = read(first, 200)
    version, mono = head[1] >> 3 & 3, head[3] >> 6 == 3  # noqa: PLR2004
    at = 4 + _SIDE[3 if version == 3 else 2, mono]  # noqa: PLR2004
    tag = head[at : at + 16]
    if tag[:4] not in {b"Xing", b"Info"}:
        return _untagged(read, start, first, size)
    flags = int.from_bytes(tag[4:8], "big")
    if not flags & 2:
        return Stream(start, size)
    place = at + 8 + (4 if flags & 1 else 0)
    end = first + int.from_bytes(head[place : place + 4], "big")
    if end > before_tags(read, first, size) or not _ends_at(read, first, end):
        frames = int.from_bytes(tag[8:12], "big") if flags & 1 else 0
        samples = max(0, frames - _PADDING) * (1152 if version == 3 else 576)  # noqa: PLR2004
        return Stream(start, size, sure=False, promised=samples)
    follows = behind_padding(read, behind_tags(read, end, size), size)
    return Stream(start, end if end < size and _is_stream(read, follows) else size)


def _untagged(read: Read, start: int, first: int, size: int) -> Stream:
    """Return a stream whose first frame holds no length, by counting its frames.

    A decoder assumes the bit rate of the first frame for all. If that is wrong, prepend a tag with
    the number of frames; without it the decoder stops at its estimate.
    """
    head = read(first, 4)
    count, end, varies = _walk(read, first, before_tags(read, first, size))
    if count == 0:
        return Stream(start, size)  # layers I and II
    version, mono = head[1] >> 3 & 3, head[3] >> 6 == 3  # noqa: PLR2004
    samples = count * (1152 if version == 3 else 576)  # noqa: PLR2004
    if varies:
        tag = _tag(head, version, count, mono=mono)
        return Stream(first, end, head=tag, frames=max(0, samples - _DELAY))
    return Stream(start, size, frames=samples)


def _walk(read: Read, first: int, end: int) -> tuple[int, int, bool]:
    """Return the number of frames, the end of the last one, and whether bit rates differ."""
    count, at, base, block, rates = 0, first, first, b"", set[int]()
    while at < end:
        if at + 4 > base + len(block):
            base, block = at, read(at, min(_BLOCK, end - at))
        head = block[at - base : at - base + 4]
        length = frame_length(head)
        if length <= 1:
            behind = behind_padding(read, behind_tags(read, at, end), end)
            if behind == at or frame_length(read(behind, 4)) <= 1:
                break
            at = behind
            continue
        if at + length > end:
            break  # truncated
        rates.add(head[2] >> 4)
        count, at = count + 1, at + length
    return count, at, len(rates) > 1


def _tag(head: bytes, version: int, count: int, *, mono: bool) -> bytes:
    """Return a silent frame with a tag that holds the number of frames."""
    place = 4 + _SIDE[3 if version == 3 else 2, mono]  # noqa: PLR2004
    # Clear the bits for CRC and padding; try each bit rate.
    start = head[0], head[1] | 1
    headers = (bytes([*start, bits << 4 | head[2] & 0x0D, head[3]]) for bits in range(1, 15))
    header = next(header for header in headers if frame_length(header) >= place + 12)
    tag = b"Xing" + (1).to_bytes(4, "big") + count.to_bytes(4, "big")
    return (header + bytes(place - 4) + tag).ljust(frame_length(header), b"\0")


def _ends_at(read: Read, first: int, end: int) -> bool:
    """Return whether a layer III frame ends at `end`; if not, bytes were lost or replaced."""
    base = max(first, end - _LONGEST)
    tail = read(base, end - base)
    at = len(tail)
    while (at := tail.rfind(b"\xff", 0, at)) >= 0:
        if at + frame_length(tail[at : at + 4]) == len(tail):
            return True
    return False


def _is_stream(read: Read, at: int) -> bool:
    """Return whether two consecutive frames begin at `at`."""
    head = read(at, 4)
    length = frame_length(head)
    return length > 1 and frame_length(read(at + length, 4)) > 1
