"""Metadata as WAV chunks."""

from __future__ import annotations

import struct

from models.audio.clock import count_noun
from models.metadata import broadcast, cue, id3, info, rhythm, sampler
from models.metadata.form.written import Written
from models.metadata.instrument import Instrument
from models.metadata.metadata import Metadata
from models.metadata.sampler import UINT32, Sampler


def wave_chunks(found: Metadata) -> Written:
    """Return RIFF chunks."""
    left: list[str] = []
    parts = place_chunks(found, left)
    texts, others = info.write_info(found.tags.fields)
    if texts:
        parts.append(cue.subchunk(b"LIST", b"INFO" + texts))
    if others or found.tags.pictures or (texts and found.container != "WAV"):
        parts.append(cue.subchunk(b"id3 ", id3.write_tag(found.tags)))
    return Written(tuple(parts), tuple(left))


def place_chunks(found: Metadata, left: list[str]) -> list[bytes]:
    """Return the WAV chunks other than tags."""
    parts: list[bytes] = []
    if found.broadcast is not None:
        parts.append(cue.subchunk(b"bext", broadcast.write_bext(found.broadcast)))
    if found.ixml:
        parts.append(cue.subchunk(b"iXML", found.ixml))
    loops = tuple(loop for loop in found.loops if loop.end <= UINT32)
    if found.sampler is not None or loops:
        body = sampler.write_smpl(found.sampler or Sampler(), loops, found.rate)
        parts.append(cue.subchunk(b"smpl", body))
    if found.instrument is not None:
        parts.append(cue.subchunk(b"inst", _inst(found.instrument)))
    if found.rhythm is not None:
        parts.append(cue.subchunk(b"acid", rhythm.write_acid(found.rhythm)))
    markers = tuple(one for one in found.markers if one.frame + one.length <= UINT32)
    if markers:
        points, lists = cue.write_cue(markers)
        parts.append(cue.subchunk(b"cue ", points))
        if lists:
            parts.append(cue.subchunk(b"LIST", b"adtl" + lists))
    report_far(len(found.loops) - len(loops), len(found.markers) - len(markers), left)
    return parts


def report_far(loops: int, markers: int, left: list[str]) -> None:
    """Report positions beyond 32 bits."""
    for count, thing in ((loops, "loop"), (markers, "marker")):
        if count:
            left.append(
                f"{count_noun(count, thing)}: behind frame 2^32, which WAV and AIFF cannot tell"
            )


def _inst(one: Instrument) -> bytes:
    return struct.pack(
        "<BbbBBBB",
        one.note,
        one.detune,
        one.gain,
        one.low_note,
        one.high_note,
        one.low_velocity,
        one.high_velocity,
    )
