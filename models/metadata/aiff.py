"""AIFF and AIFF-C: chunks of EA IFF 85, big-endian.

Source: "Audio Interchange File Format: AIFF", version 1.3, Apple, 4 January 1989, and its
AIFF-C draft of 26 August 1991.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from models.metadata import rhythm
from models.metadata.cursor import Cursor, Truncated
from models.metadata.draft import Draft
from models.metadata.instrument import Instrument
from models.metadata.loop import Loop, LoopKind
from models.metadata.marker import Marker
from models.metadata.metadata import Metadata
from models.metadata.sampler import Sampler
from models.metadata.source import Source
from models.metadata.tags import Field, Tags
from models.metadata.text import decode_text
from models.metadata.wave import MOST, Chunk

TECHNICAL = frozenset({b"FORM", b"COMM", b"SSND", b"FVER", b"PEAK", b"FLLR", b"JUNK"})
TEXTS = {b"NAME": "TITLE", b"AUTH": "ARTIST", b"(c) ": "COPYRIGHT", b"ANNO": "COMMENT"}
_MARKERS = 10_000
_BIAS = 16383 + 63
"""Exponent bias of an 80-bit float whose mantissa is read as an integer."""


def is_aiff(head: bytes) -> bool:
    """Return whether a header is AIFF or AIFF-C."""
    return head[:4] == b"FORM" and head[8:12] in {b"AIFF", b"AIFC"}


def chunks(source: Source, start: int = 0) -> Iterator[Chunk]:
    """Yield the chunks of a file whose `FORM` is at `start`."""
    at = start + 12
    for _ in range(MOST):
        head = source.part(at, 8)
        if len(head) < 8 or not all(0x20 <= byte < 0x7F for byte in head[:4]):  # noqa: PLR2004
            return
        size = int.from_bytes(head[4:], "big")
        yield Chunk(head[:4], at + 8, size)
        at += 8 + size + size % 2


@dataclass(slots=True)
class _Marks:
    """Markers by number, and the references to them."""

    markers: dict[int, Marker] = field(default_factory=dict[int, Marker])
    loops: list[tuple[int, int, int]] = field(default_factory=list[tuple[int, int, int]])
    """Mode, and the numbers of the begin and end markers: sustain, release."""
    notes: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    basc: bytes = b""


def read_metadata(source: Source, start: int = 0) -> Metadata:
    """Return the metadata of a file."""
    draft, marks = Draft("AIFF", source), _Marks()
    fields: list[Field] = []
    for chunk in chunks(source, start):
        with draft.guard(chunk.name):
            if chunk.tag == b"COMM":
                _common(draft, source.part(chunk.at, min(chunk.size, 64)))
            elif chunk.tag in TEXTS:
                text = decode_text(draft.body(chunk.name, chunk.at, chunk.size))
                fields.append((TEXTS[chunk.tag], text))
            elif chunk.tag not in TECHNICAL:
                _take(draft, chunk, marks)
    if marks.basc:
        with draft.guard("basc"):
            seconds = draft.frames / draft.rate if draft.rate else 0.0
            draft.rhythm = rhythm.read_basc(marks.basc, seconds)
    _resolve(draft, marks, fields)
    draft.tags = draft.tags.merged(Tags(tuple(one for one in fields if one[1])))
    return draft.finished()


def _take(draft: Draft, chunk: Chunk, marks: _Marks) -> None:
    tag = chunk.tag
    if tag == b"MARK" and not marks.markers:
        marks.markers = _markers(draft.body(chunk.name, chunk.at, chunk.size))
    elif tag == b"INST" and draft.instrument is None:
        draft.instrument, marks.loops = _instrument(draft.body("INST", chunk.at, chunk.size))
    elif tag == b"COMT":
        marks.notes += _comments(draft.body(chunk.name, chunk.at, chunk.size))
    elif tag in {b"ID3 ", b"id3 "}:
        draft.id3(draft.body(chunk.name, chunk.at, chunk.size))
    elif tag == b"basc" and not marks.basc:
        marks.basc = draft.body(chunk.name, chunk.at, chunk.size)
    else:
        draft.other(chunk.name, chunk.at, chunk.size)


def _resolve(draft: Draft, marks: _Marks, fields: list[Field]) -> None:
    """Convert markers that loops refer to into loops; the others stay markers."""
    loops: list[Loop] = []
    used: set[int] = set()
    for number, (mode, begin, end) in enumerate(marks.loops):
        first, last = marks.markers.get(begin), marks.markers.get(end)
        if mode not in {1, 2} or first is None or last is None or first.frame >= last.frame:
            continue
        kind = LoopKind.FORWARD if mode == 1 else LoopKind.ALTERNATING
        loops.append(Loop(first.frame, last.frame, kind, release=number == 1))
        used |= {begin, end}
    notes = {number: text for number, text in reversed(marks.notes) if number}
    fields += [("COMMENT", text) for number, text in marks.notes if not number]
    draft.loops = tuple(loops)
    draft.markers = tuple(
        Marker(one.frame, one.label, notes.get(number, ""))
        for number, one in marks.markers.items()
        if number not in used
    )
    if draft.instrument is not None:
        draft.sampler = sampler_of(draft.instrument)


def sampler_of(instrument: Instrument) -> Sampler:
    """Return root note and fine tuning in the convention of `smpl`.

    `INST` holds the shift to apply on playback, `smpl` by how much the sound is too high.
    """
    note, cents = instrument.note, -instrument.detune
    if cents < 0:
        note, cents = note - 1, cents + 100
    fits = 0 <= note <= 127  # noqa: PLR2004
    return Sampler(note if fits else None, min(2**32 - 1, round(cents * 2**32 / 100)))


def _common(draft: Draft, body: bytes) -> None:
    cursor = Cursor(body, "big")
    draft.channels, draft.frames = cursor.unsigned(2), cursor.unsigned(4)
    cursor.take(2)
    exponent, mantissa = cursor.unsigned(2), cursor.unsigned(8)
    try:
        draft.rate = round(math.ldexp(mantissa, (exponent & 0x7FFF) - _BIAS))
    except (OverflowError, ValueError):
        draft.rate = 0
    if draft.rate > 2**31:
        draft.rate = 0


def _markers(body: bytes) -> dict[int, Marker]:
    cursor = Cursor(body, "big")
    markers: dict[int, Marker] = {}
    try:
        for _ in range(min(cursor.unsigned(2), _MARKERS)):
            number, frame, letters = (cursor.unsigned(n) for n in (2, 4, 1))
            label = decode_text(cursor.take(letters))
            if not letters % 2 and cursor.left:  # padded to an even size, length byte included
                cursor.take(1)
            markers.setdefault(number, Marker(frame, label))
    except Truncated:
        pass
    return markers


def _instrument(body: bytes) -> tuple[Instrument, list[tuple[int, int, int]]]:
    cursor = Cursor(body, "big")
    note, detune = cursor.unsigned(1), cursor.signed(1)
    low, high, soft, loud = (cursor.unsigned(1) for _ in range(4))
    gain = max(-128, min(127, cursor.signed(2)))
    loops = [(cursor.unsigned(2), cursor.unsigned(2), cursor.unsigned(2)) for _ in range(2)]
    return Instrument(note, detune, gain, low, high, soft, loud), loops


def _comments(body: bytes) -> list[tuple[int, str]]:
    """Return the comments, each with its marker number or 0."""
    cursor = Cursor(body, "big")
    comments: list[tuple[int, str]] = []
    try:
        for _ in range(min(cursor.unsigned(2), _MARKERS)):
            cursor.take(4)  # timestamp: seconds since 1904
            number, letters = cursor.unsigned(2), cursor.unsigned(2)
            comments.append((number, decode_text(cursor.take(letters))))
            if letters % 2 and cursor.left:
                cursor.take(1)
    except Truncated:
        pass
    return comments
