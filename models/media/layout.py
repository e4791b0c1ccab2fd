"""Layout of a file: its streams, in order.

A header holds what the encoder planned; the bytes hold what is there. Tags, zeros and other bytes
may precede a header, streams may be concatenated, lengths missing or wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from models.media import flac, mpeg, ogg, riff
from models.media.stream import Read, Stream
from models.media.tags import behind_padding, behind_tags

FAR = 1 << 18
"""Bytes searched for a header."""
MOST = 4096
"""Maximum number of streams read from a file."""

_MAGIC = {
    b"fLaC\0\0\0\x22": "flac",
    b"OggS\0\2": "ogg",
    b"RIFF": "riff",
    b"RIFX": "riff",
    b"RF64": "riff",
    b"FORM": "aiff",
    b"caff\0\1": "caf",
}
_STRONG = (b"fLaC\0\0\0\x22", b"OggS\0\2", b"caff\0\1", b"RIFF", b"FORM")
"""Signatures checked beyond four bytes, so that chance matches are rare."""
_FIND: Mapping[str, Callable[[Read, int, int], Stream]] = {
    "flac": flac.parse_stream,
    "ogg": ogg.parse_stream,
    "riff": riff.parse_stream,
    "aiff": riff.parse_stream,
    "caf": riff.parse_caf_stream,
    "mpeg": mpeg.parse_stream,
}


def parse_streams(read: Read, size: int) -> tuple[Stream, ...]:
    """Return the streams of a file, at least one; for an unknown format, the whole file.

    Args:
        read: Returns bytes at an offset; fewer at the end of the file.
        size: Of the file in bytes.
    """
    start, kind = _first(read, size)
    return _chain(read, start, size, kind) if kind else (Stream(start, size),)


def _chain(read: Read, start: int, size: int, kind: str) -> tuple[Stream, ...]:
    found: list[Stream] = []
    while len(found) < MOST:
        found.append(_FIND[kind](read, start, size))
        end = found[-1].end
        start = behind_padding(read, behind_tags(read, end, size), size)
        if start >= size or _kind(read, start) != kind:
            break
    if len(found) == 1:  # the decoder may be able to use the rest
        found[0] = found[0].until(size)
    return tuple(found)


def embedded_streams(read: Read, size: int) -> tuple[Stream, ...]:
    """Return the streams of a file that begins with other data; empty if there are none."""
    data = read(0, FAR)
    places = [(at, magic) for magic in _STRONG if (at := _place(data, magic)) > 0]
    return _chain(read, min(places)[0], size, _MAGIC[min(places)[1]]) if places else ()


def _first(read: Read, size: int) -> tuple[int, str]:
    """Return the offset and format of the first stream; an empty format if not parsed."""
    tagged = behind_tags(read, 0, size)
    start = behind_padding(read, tagged, size)
    kind = _kind(read, start)
    if kind == "mpeg" and start == tagged:
        return 0, kind  # these tags are part of the format
    return (start, kind) if kind or tagged else (0, "")  # MAT4 itself begins with zeros


def _place(data: bytes, magic: bytes) -> int:
    at = data.find(magic)
    while at >= 0 and len(magic) == 4 and data[at + 8 : at + 11] not in _FORMS:  # noqa: PLR2004
        at = data.find(magic, at + 1)
    return at


_FORMS = frozenset({b"WAV", b"AIF"})
"""Form types, 8 bytes behind `RIFF` or `FORM`."""


def _kind(read: Read, start: int) -> str:
    head = read(start, 12)
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            return kind if kind not in {"riff", "aiff"} or head[8:11] in _FORMS else ""
    return "mpeg" if mpeg.frame_length(head) else ""
