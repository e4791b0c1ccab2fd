"""Metadata as AIFF chunks."""

from __future__ import annotations

import struct
from dataclasses import replace

from models.audio.clock import count_noun
from models.metadata import id3, rhythm
from models.metadata.aiff import TEXTS
from models.metadata.form.choice import sustain_and_release
from models.metadata.form.riff import report_far
from models.metadata.form.written import Written
from models.metadata.instrument import Instrument
from models.metadata.loop import Loop, LoopKind
from models.metadata.marker import Marker
from models.metadata.metadata import Metadata
from models.metadata.sampler import UINT32
from models.metadata.tags import Field
from models.metadata.text import encode_text

_MARKERS = 65_535
"""Maximum number of markers in an AIFF."""
_LETTERS = 255
"""Maximum bytes of an AIFF marker name."""


def aiff_chunks(found: Metadata) -> Written:
    """Return AIFF chunks."""
    left: list[str] = []
    parts = _aiff_places(found, left)
    if found.rhythm is not None:
        parts.append(_big(b"basc", rhythm.write_basc(found.rhythm)))
    parts += _aiff_texts(found)
    if found.broadcast is not None:
        left.append("bext: not supported by AIFF")
    if found.ixml:
        left.append("iXML: not supported by AIFF")
    return Written(tuple(parts), tuple(left))


def _aiff_texts(found: Metadata) -> list[bytes]:
    """Return text chunks, and all tags as ID3 if AIFF lacks a chunk for one."""
    names = {name: tag for tag, name in TEXTS.items()}
    parts: list[bytes] = []
    others: list[Field] = []
    for name, value in found.tags.fields:
        tag = names.get(name)
        if tag is None:
            others.append((name, value))
            continue
        parts.append(_big(tag, encode_text(value)))
        if tag != b"ANNO":  # the only text chunk that may repeat
            del names[name]
    if others or found.tags.pictures or (parts and found.container != "AIFF"):
        parts.append(_big(b"ID3 ", id3.write_tag(found.tags)))
    return parts


def _aiff_places(found: Metadata, left: list[str]) -> list[bytes]:
    """Return `MARK`, `INST` and `COMT`."""
    loops = tuple(loop for loop in found.loops if loop.end <= UINT32)
    markers = tuple(one for one in found.markers if one.frame <= UINT32)
    report_far(len(found.loops) - len(loops), len(found.markers) - len(markers), left)
    chosen = sustain_and_release(loops, "AIFF", left)
    edges = [
        Marker(frame, label)
        for loop in chosen
        if loop is not None
        for frame, label in ((loop.start, "beg loop"), (loop.end, "end loop"))
    ]
    every = [*markers, *edges][:_MARKERS]
    if lengths := sum(1 for one in markers if one.length):
        left.append(f"{count_noun(lengths, 'length')} of markers: not supported by AIFF")
    parts: list[bytes] = []
    if every:
        body = b"".join(_mark(number, one) for number, one in enumerate(every, 1))
        parts.append(_big(b"MARK", struct.pack(">H", len(every)) + body))
    if found.instrument is not None or found.sampler is not None or edges:
        parts.append(_big(b"INST", _inst_aiff(found, chosen, len(markers) + 1)))
    notes = [
        struct.pack(">IHH", 0, number, len(text)) + text + b"\0" * (len(text) % 2)
        for number, one in enumerate(markers, 1)
        if (text := encode_text(one.note)[:_MARKERS])
    ]
    if notes:
        parts.append(_big(b"COMT", struct.pack(">H", len(notes)) + b"".join(notes)))
    return parts


def _mark(number: int, marker: Marker) -> bytes:
    label = encode_text(marker.label)[:_LETTERS]
    return (
        struct.pack(">HIB", number, marker.frame, len(label))
        + label
        + b"\0" * ((len(label) + 1) % 2)
    )


def _inst_aiff(found: Metadata, chosen: list[Loop | None], number: int) -> bytes:
    """Return `INST`; loops refer to markers numbered from `number` on."""
    one = found.instrument or Instrument()
    if found.sampler is not None and found.sampler.note is not None:
        # `smpl` holds how much too high the sound is, `INST` the shift to apply.
        note, cents = found.sampler.note, round(found.sampler.cents)
        if cents > 50 and note < 127:  # noqa: PLR2004 - half a semitone, the highest note
            note, cents = note + 1, cents - 100
        one = replace(one, note=note, detune=max(-50, min(50, -cents)))
    loops: list[int] = []
    for loop in chosen:
        if loop is None:
            loops += [0, 0, 0]
        else:
            loops += [1 if loop.kind is LoopKind.FORWARD else 2, number, number + 1]
            number += 2
    keys = (one.note, one.detune, one.low_note, one.high_note, one.low_velocity, one.high_velocity)
    return struct.pack(">BbBBBBh6H", *keys, one.gain, *loops)


def _big(tag: bytes, body: bytes) -> bytes:
    return tag + struct.pack(">I", len(body)) + body + b"\0" * (len(body) % 2)
