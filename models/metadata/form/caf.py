"""Metadata as CAF chunks."""

from __future__ import annotations

import struct

from models.metadata import caf
from models.metadata.form.choice import sustain_and_release
from models.metadata.form.written import Written
from models.metadata.metadata import Metadata
from models.metadata.text import utf8_text


def caf_chunks(found: Metadata) -> Written:
    """Return CAF chunks."""
    left: list[str] = []
    parts: list[bytes] = []
    names = {name: key for key, name in caf.NAMES.items()}
    texts = [
        (names.get(name) or name.lower(), utf8_text(value)) for name, value in found.tags.fields
    ]
    if texts:
        body = b"".join(part.replace("\0", " ").encode() + b"\0" for pair in texts for part in pair)
        parts.append(_long(b"info", struct.pack(">I", len(texts)) + body))
    parts += _caf_places(found, left)
    for thing, what in (
        (found.tags.pictures, "pictures"),
        (found.sampler or found.instrument, "root note"),
        (found.rhythm, "acid"),
        (found.broadcast, "bext"),
        (found.ixml, "iXML"),
    ):
        if thing:
            left.append(f"{what}: not supported by CAF")
    return Written(tuple(parts), tuple(left))


def _caf_places(found: Metadata, left: list[str]) -> list[bytes]:
    chosen = sustain_and_release(found.loops, "CAF", left)
    edges = [
        (kind, frame, 0)
        for loop, kinds in zip(chosen, (caf.SUSTAIN, caf.RELEASE), strict=True)
        if loop is not None
        for kind, frame in zip(kinds, (loop.start, loop.end), strict=True)
    ]
    marks = [(b"\0\0\0\0", one.frame, number) for number, one in enumerate(found.markers, 1)]
    if any(one.length or one.note for one in found.markers):
        left.append("lengths and notes of markers: not supported by CAF")
    if not marks and not edges:
        return []
    body = b"".join(
        kind + struct.pack(">dI", frame, number) + bytes(12)
        for kind, frame, number in marks + edges
    )
    parts = [_long(b"mark", struct.pack(">II", len(marks) + len(edges), 0) + body)]
    places, texts = b"", b""
    for number, one in enumerate(found.markers, 1):
        places += struct.pack(">Iq", number, len(texts))
        texts += utf8_text(one.label).replace("\0", " ").encode() + b"\0"
    if any(one.label for one in found.markers):
        parts.append(_long(b"strg", struct.pack(">I", len(found.markers)) + places + texts))
    return parts


def _long(tag: bytes, body: bytes) -> bytes:
    return tag + struct.pack(">q", len(body)) + body
