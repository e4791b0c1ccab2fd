"""Metadata of FLAC files edited in place. Source: RFC 9639, section 8."""

from __future__ import annotations

import re
import struct

from models.edit.file import places as moving
from models.edit.file.layout import NotInPlace, Revision
from models.edit.file.places import Places
from models.edit.file.wave import new_body
from models.metadata.flac import (
    APPLICATION,
    COMMENT,
    CUESHEET,
    MOST,
    RIFF,
    SEEKTABLE,
    STREAM,
)
from models.metadata.source import Source

_LEVEL = re.compile(rb"(REPLAYGAIN_.*|R128_.*)=", re.IGNORECASE | re.DOTALL)
_LOOP = re.compile(rb"(LOOPSTART|LOOPLENGTH|LOOPEND)=(\d+)", re.IGNORECASE)
_BODY = {b"smpl", b"cue ", b"LIST", b"bext", b"acid", b"iXML"}


def new_blocks(source: Source, revision: Revision) -> tuple[tuple[bytes, ...], list[str]]:
    """Return the metadata blocks of the new file, and what was lost, one line each.

    STREAMINFO and the seek table are those of the new audio; every other block stays, but for
    positions and levels in it.

    Returns:
        Blocks: one byte of block type, then the content.

    Raises:
        NotInPlace: A block is damaged, or too large to be read.
    """
    places, blocks, lost = Places(revision), list[tuple[int, bytes]](), list[str]()
    for kind, body in _blocks(source):
        if kind == APPLICATION and body[:8] == RIFF + b"LIST" and body[12:16] == b"adtl":
            places.lengths |= moving.span_lengths(body[16:])
    order = sorted(enumerate(_blocks(source)), key=lambda one: one[1][1][4:8] == b"LIST")
    for number, (kind, body) in order:
        if kind in {STREAM, SEEKTABLE}:
            continue
        if kind == CUESHEET and revision.moves:
            lost.append("CUESHEET: it tells times of the whole file")
            continue
        now = body
        if kind == APPLICATION and body[:4] == RIFF:
            now = body[:4] + _riff(body[4:], places)
        elif kind == COMMENT:
            now = _comments(body, revision, places, lost)
        blocks.append((number, bytes([kind]) + now))
    return tuple(block for _, block in sorted(blocks)), [*lost, *places.notes()]


def _blocks(source: Source) -> list[tuple[int, bytes]]:
    found: list[tuple[int, bytes]] = []
    at, last = 4, False
    while not last:
        head = source.part(at, 4)
        if len(head) < 4 or len(found) > MOST:  # noqa: PLR2004
            raise NotInPlace("its metadata is damaged")
        last, kind = head[0] >= 0x80, head[0] & 0x7F  # noqa: PLR2004
        size = int.from_bytes(head[1:], "big")
        body = source.part(at + 4, size)
        if len(body) != size:
            raise NotInPlace("its metadata is too large")
        found.append((kind, body))
        at += 4 + size
    return found


def _riff(chunk: bytes, places: Places) -> bytes:
    """Return a WAV chunk in an APPLICATION block, with its positions moved."""
    tag, size = chunk[:4], int.from_bytes(chunk[4:8], "little")
    if tag not in _BODY or len(chunk) < 8 + size:
        return chunk
    body = new_body(tag, chunk[8 : 8 + size], places)
    return tag + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def _comments(body: bytes, revision: Revision, places: Places, lost: list[str]) -> bytes:
    """Return a comment block without stale levels, and with its loop moved."""
    if revision.sound_kept and not revision.moves:
        return body
    fields, vendor = _fields(body)
    if fields is None:
        return body
    loop = {name.upper(): int(number) for one in fields for name, number in _LOOP.findall(one)}
    start = loop.get(b"LOOPSTART")
    end = loop.get(b"LOOPEND", (start or 0) + loop.get(b"LOOPLENGTH", 0))
    span = places.loop(start, end) if start is not None and revision.moves else None
    kept: list[bytes] = []
    for one in fields:
        if _LEVEL.match(one) and not revision.sound_kept:
            lost.append(f"{one.split(b'=')[0].decode('latin-1')}: the sound changed")
        elif (found := _LOOP.fullmatch(one)) and revision.moves:
            if span is not None:
                places_of = {b"LOOPSTART": span[0], b"LOOPEND": span[1]}
                new = places_of.get(found[1].upper(), span[1] - span[0])
                kept.append(found[1] + b"=%d" % new)
        else:
            kept.append(one)
    if kept == fields:
        return body
    listed = b"".join(struct.pack("<I", len(one)) + one for one in kept)
    return struct.pack("<I", len(vendor)) + vendor + struct.pack("<I", len(kept)) + listed


def _fields(body: bytes) -> tuple[list[bytes] | None, bytes]:
    """Return the fields of a comment block, and its vendor; `None`: it is damaged."""
    at, parts = 0, list[bytes]()
    count = 1
    while len(parts) < count:
        size = int.from_bytes(body[at : at + 4], "little")
        if at + 4 + size > len(body):
            return None, b""
        parts.append(body[at + 4 : at + 4 + size])
        at += 4 + size
        if len(parts) == 1:
            count += int.from_bytes(body[at : at + 4], "little")
            at += 4
    return parts[1:], parts[0]
