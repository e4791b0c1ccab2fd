"""CAF: texts, markers and loops.

Source: "Apple Core Audio Format Specification 1.0", 2011.
"""

from __future__ import annotations

import math

from models.metadata.cursor import Cursor, Truncated
from models.metadata.draft import Draft
from models.metadata.loop import Loop
from models.metadata.marker import Marker
from models.metadata.metadata import Metadata
from models.metadata.source import Source
from models.metadata.tags import Field, Tags

MOST = 10_000
NAMES = {
    "title": "TITLE",
    "artist": "ARTIST",
    "album": "ALBUM",
    "genre": "GENRE",
    "comments": "COMMENT",
    "tempo": "BPM",
    "key signature": "INITIALKEY",
    "year": "DATE",
    "track number": "TRACKNUMBER",
    "copyright": "COPYRIGHT",
    "composer": "COMPOSER",
    "lyricist": "LYRICIST",
    "encoding application": "ENCODER",
}
TECHNICAL = frozenset({b"desc", b"data", b"pakt", b"chan", b"kuki", b"free", b"peak", b"ovvw"})
_MARKER = 28
"""Bytes of a marker: type, frame, id, SMPTE time, channel."""
SUSTAIN = (b"slbg", b"slen")
RELEASE = (b"rlbg", b"rlen")
_TECHNICAL_MARKERS = frozenset({b"pbeg", b"pend"})


def is_caf(head: bytes) -> bool:
    """Return whether a header is CAF."""
    return head[:4] == b"caff"


def read_metadata(source: Source, start: int = 0) -> Metadata:
    """Return the metadata of a file whose `caff` is at `start`."""
    draft = Draft("CAF", source)
    at, block = start + 8, 0
    marks, texts = b"", b""
    for _ in range(MOST):
        head = source.part(at, 12)
        if len(head) < 12:  # noqa: PLR2004
            break
        tag, size = head[:4], int.from_bytes(head[4:], "big", signed=True)
        at += 12
        if size < 0:  # the last chunk may have no size
            size = source.size - at
        name = tag.decode("latin-1").strip()
        with draft.guard(name):
            match tag:
                case b"desc":
                    block = _described(draft, source.part(at, min(size, 64)))
                case b"data" if block:
                    draft.frames = max(0, min(size, source.size - at) - 4) // block
                case b"info":
                    draft.tags = draft.tags.merged(Tags(_texts(draft.body(name, at, size))))
                case b"mark":
                    marks = draft.body(name, at, size)
                case b"strg":
                    texts = draft.body(name, at, size)
                case _:
                    if tag not in TECHNICAL:
                        draft.other(name, at, size)
        at += size
    with draft.guard("mark"):
        _marked(draft, marks, _strings(texts))
    return draft.finished()


def _described(draft: Draft, body: bytes) -> int:
    """Read `desc` into the draft; return the bytes per frame, 0 if variable."""
    cursor = Cursor(body, "big")
    rate = cursor.float64()
    cursor.take(8)
    size, frames, draft.channels = (cursor.unsigned(4) for _ in range(3))
    draft.rate = round(rate) if math.isfinite(rate) and 0 < rate < 2**31 else 0
    return size if frames == 1 else 0


def _texts(body: bytes) -> tuple[Field, ...]:
    cursor = Cursor(body, "big")
    count = cursor.unsigned(4)
    parts = cursor.rest().split(b"\0")
    pairs = zip(parts[::2], parts[1::2], strict=False)
    fields: list[Field] = []
    for (key, value), _ in zip(pairs, range(min(count, MOST)), strict=False):
        name = key.decode("utf-8", "replace")
        if name and value:
            text = value.decode("utf-8", "surrogateescape")
            fields.append((NAMES.get(name.lower()) or name.upper(), text))
    return tuple(fields)


def _strings(body: bytes) -> dict[int, str]:
    """Return the strings by id."""
    cursor = Cursor(body, "big")
    texts: dict[int, str] = {}
    try:
        places = [
            (cursor.unsigned(4), cursor.unsigned(8)) for _ in range(min(MOST, cursor.unsigned(4)))
        ]
        data = cursor.rest()
    except Truncated:
        return texts
    for number, place in places:
        if place < len(data):
            end = data.find(b"\0", place, place + 1024)
            texts[number] = data[place : end if end >= 0 else place + 1024].decode(
                "utf-8", "replace"
            )
    return texts


def _marked(draft: Draft, body: bytes, texts: dict[int, str]) -> None:
    if not body:
        return
    cursor = Cursor(body, "big")
    count = cursor.unsigned(4)
    cursor.take(4)  # SMPTE time type
    markers: list[Marker] = []
    edges: dict[bytes, int] = {}
    for _ in range(min(count, MOST, cursor.left // _MARKER)):
        kind, frame, number = cursor.take(4), cursor.float64(), cursor.unsigned(4)
        cursor.take(_MARKER - 16)
        if not (math.isfinite(frame) and 0 <= frame < 2**53):
            continue
        if kind in SUSTAIN + RELEASE:
            edges.setdefault(kind, round(frame))
        elif kind not in _TECHNICAL_MARKERS:
            markers.append(Marker(round(frame), texts.get(number, "")))
    draft.markers = tuple(markers)
    draft.loops = tuple(
        Loop(edges[begin], edges[end], release=begin == RELEASE[0])
        for begin, end in (SUSTAIN, RELEASE)
        if begin in edges and end in edges and edges[begin] < edges[end]
    )
