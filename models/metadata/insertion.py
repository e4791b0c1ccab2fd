"""Insertion of metadata into a file that has none."""

from __future__ import annotations

import io
import shutil
import struct
from typing import BinaryIO, Protocol

from models.metadata import aiff, caf, flac, wave
from models.metadata.source import Source
from models.metadata.vorbis import vendor

_PADDING = 1024
"""Bytes of padding reserved for tag editors."""
_COPIED = 1 << 20


class Writable(Protocol):
    """A file that is written from its start to its end."""

    def write(self, data: bytes, /) -> int:
        """Append bytes; return their number."""
        ...


class UnfitFile(Exception):
    """The file cannot take metadata; the message is the reason."""


def append_chunks(file: BinaryIO, parts: tuple[bytes, ...]) -> None:
    """Append chunks to a WAV, AIFF or CAF file.

    Args:
        file: Opened for reading and writing; complete, with correct sizes.
        parts: Whole chunks.

    Raises:
        UnfitFile: another format, or too large for its format.
        OSError: the drive fails or is full.
    """
    source = Source(file)
    head = source.part(0, 12)
    if caf.is_caf(head):
        _at_end(file, source.size, parts)
        return
    if wave.is_wave(head):
        ends = [chunk.at + chunk.size for chunk in wave.chunks(source)]
    elif aiff.is_aiff(head):
        ends = [chunk.at + chunk.size for chunk in aiff.chunks(source)]
    else:
        raise UnfitFile("it holds no chunks")
    end = min(max(ends, default=12), source.size)
    size = end + end % 2 + sum(map(len, parts)) - 8
    long = head[:4] in {b"RF64", b"BW64"}
    if size >= wave.UNKNOWN and not long:
        raise UnfitFile("it is too large for more than its sound")
    _at_end(file, end, (b"\0" * (end % 2), *parts))
    file.seek(20 if long else 4)  # in `ds64`, which is the first chunk, or behind `RIFF`
    file.write(struct.pack("<Q" if long else ("<I" if head[:1] == b"R" else ">I"), size))


def _at_end(file: BinaryIO, end: int, parts: tuple[bytes, ...]) -> None:
    file.seek(end)
    file.truncate()
    file.writelines(parts)


def rewrite_flac(file: BinaryIO, target: Writable, blocks: tuple[bytes, ...]) -> None:
    """Write a FLAC to `target` with `blocks` behind STREAMINFO; audio frames are copied.

    Args:
        file: A FLAC without tags; a seek table is kept, as it counts from the first frame.
        target: Empty.
        blocks: One byte of block type, then the content.

    Raises:
        UnfitFile: not FLAC.
        OSError: the drive fails or is full.
    """
    source = Source(file)
    if not flac.is_flac(source.part(0, 4)):
        raise UnfitFile("it is no FLAC")
    kept, name, sound = _kept(source)
    own = [(block[0], block[1:]) for block in blocks]
    for number, (kind, body) in enumerate(own):
        if kind == flac.COMMENT:  # the vendor string is in the comments
            old = int.from_bytes(body[:4], "little")
            own[number] = (kind, struct.pack("<I", len(name)) + name + body[4 + old :])
    every = [*kept, *own, (flac.PADDING, bytes(_PADDING))]
    target.write(b"fLaC")
    for number, (kind, body) in enumerate(every):
        last = 0x80 if number == len(every) - 1 else 0
        target.write(bytes([kind | last]) + len(body).to_bytes(3, "big") + body)
    file.seek(sound)
    shutil.copyfileobj(file, target, _COPIED)


def _kept(source: Source) -> tuple[list[tuple[int, bytes]], bytes, int]:
    """Return the blocks to keep, the vendor string, and the offset of the first frame."""
    kept: list[tuple[int, bytes]] = []
    name, at, last = b"", 4, False
    while not last:
        head = source.part(at, 4)
        if len(head) < 4:  # noqa: PLR2004
            raise UnfitFile("its blocks have no end")
        last, kind = head[0] >= 0x80, head[0] & 0x7F  # noqa: PLR2004
        body = source.part(at + 4, int.from_bytes(head[1:], "big"))
        at += 4 + int.from_bytes(head[1:], "big")
        if kind == flac.COMMENT:
            name = vendor(body)
        elif kind != flac.PADDING:
            kept.append((kind, body))
    return kept, name, at


def insert_metadata(data: bytes, parts: tuple[bytes, ...]) -> bytes:
    """Return the bytes of a small file with metadata inserted."""
    file = io.BytesIO(data)
    if flac.is_flac(data[:4]):
        target = io.BytesIO()
        rewrite_flac(file, target, parts)
        return target.getvalue()
    append_chunks(file, parts)
    return file.getvalue()
