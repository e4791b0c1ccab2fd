"""AIFF and AIFF-C files edited in place. Sources: as `models.metadata.aiff`."""

from __future__ import annotations

import math
import struct

from models.edit.file import places as moving
from models.edit.file.id3_levels import revised_tag
from models.edit.file.layout import Audio, Extent, NotInPlace, Parts, Revision, total
from models.edit.file.places import Places
from models.edit.pcm import Coding, PcmFormat
from models.metadata.aiff import chunks
from models.metadata.source import LARGEST, Source
from models.metadata.wave import Chunk

_BIAS = 16383 + 63
_CODINGS = {
    b"NONE": (Coding.SIGNED, True),
    b"twos": (Coding.SIGNED, True),
    b"sowt": (Coding.SIGNED, False),
    b"fl32": (Coding.FLOAT, True),
    b"FL32": (Coding.FLOAT, True),
    b"fl64": (Coding.FLOAT, True),
    b"FL64": (Coding.FLOAT, True),
}
"""Coding and byte order (big-endian) by compression type."""
_LARGE = 2**32


def read_audio(source: Source) -> Audio:
    """Return where the audio lies.

    Raises:
        NotInPlace: The file is not plain enough to be written without loss.
    """
    found = list(chunks(source))
    common = [chunk for chunk in found if chunk.tag == b"COMM"]
    data = [chunk for chunk in found if chunk.tag == b"SSND"]
    if len(common) != 1 or len(data) != 1 or data[0].size < 8:  # noqa: PLR2004
        raise NotInPlace("its chunks are damaged")
    if data[0].at + data[0].size > source.size:
        raise NotInPlace("its audio is cut off")
    form, frames = _format(source, common[0])
    offset = int.from_bytes(source.part(data[0].at, 4), "big")
    if offset + 8 + frames * form.frame_bytes > data[0].size:
        raise NotInPlace("its audio is cut off")
    return Audio(form, data[0].at + 8 + offset, frames)


def _format(source: Source, common: Chunk) -> tuple[PcmFormat, int]:
    body = source.part(common.at, min(common.size, 64))
    if len(body) < 18:  # noqa: PLR2004
        raise NotInPlace("its chunks are damaged")
    channels, frames, bits, exponent, mantissa = struct.unpack_from(">HIHHQ", body)
    rate = math.ldexp(mantissa, (exponent & 0x7FFF) - _BIAS)
    kind = body[18:22] if source.part(8, 4) == b"AIFC" else b"NONE"
    coding, big = _CODINGS.get(kind, (None, True))
    widths = {32, 64} if coding is Coding.FLOAT else {8, 16, 24, 32}
    if coding is None or bits not in widths or not channels or rate != int(rate) or rate < 1:
        raise NotInPlace("its coding is not plain PCM")
    return PcmFormat(channels, int(rate), bits, coding, big), frames


def new_parts(source: Source, revision: Revision) -> Parts:
    """Return the parts of the new file; chunks stay in their order.

    Raises:
        NotInPlace: The new file would be too large, or its format cannot say its coding.
    """
    if revision.old.is_float != revision.new.is_float:
        raise NotInPlace("its format does not hold that depth")
    parts, places = Parts(), Places(revision)
    found = list(chunks(source))
    bodies = _moved(source, found, places)
    size = revision.frames * revision.new.frame_bytes
    at, now = 12, parts.before
    for chunk in found:
        end = min(source.size, chunk.at + chunk.size)
        at = min(source.size, chunk.at + chunk.size + chunk.size % 2)
        if chunk.tag == b"SSND":
            now.append(b"SSND" + struct.pack(">III", min(size + 8, _LARGE - 1), 0, 0))
            now = parts.after
            if size % 2:
                now.append(b"\0")
        elif chunk.tag == b"PEAK":
            continue
        elif chunk.at in bodies:
            body = bodies[chunk.at]
            now.append(chunk.tag + struct.pack(">I", len(body)) + body + b"\0" * (len(body) % 2))
        else:
            now.append(Extent(chunk.at - 8, end - chunk.at + 8))
            if chunk.size % 2:
                now.append(b"\0")
    whole = 4 + total(parts.before) + size + total(parts.after)
    if whole >= _LARGE:
        raise NotInPlace("it would be too large for its format")
    if at < source.size:
        parts.after.append(Extent(at, source.size - at))
    parts.before.insert(0, b"FORM" + struct.pack(">I", whole) + source.part(8, 4))
    parts.notes += places.notes()
    return parts


def _moved(source: Source, found: list[Chunk], places: Places) -> dict[int, bytes]:
    """Return the new bodies of the chunks that change, by offset."""
    wanted = (b"INST", b"COMM", b"MARK", b"COMT", b"ID3 ", b"basc")
    ordered = sorted(
        (one for one in found if one.tag in wanted and one.size <= LARGEST),
        key=lambda one: wanted.index(one.tag),  # loops say which markers are ends of them
    )
    read = {one.at: source.part(one.at, one.size) for one in ordered}
    marks = next((read[one.at] for one in ordered if one.tag == b"MARK"), b"")
    new: dict[int, bytes] = {}
    for chunk in ordered:
        body = read[chunk.at]
        match chunk.tag:
            case b"COMM":
                new[chunk.at] = _new_common(body, places.revision)
            case b"INST":
                new[chunk.at] = moving.moved_inst(body, marks, places)
            case b"MARK":
                new[chunk.at] = moving.moved_marks(body, places)
            case b"COMT":
                new[chunk.at] = moving.moved_comments(body, places)
            case b"ID3 ":
                new[chunk.at] = revised_tag(body, places.revision, places.levels)
            case _:
                new[chunk.at] = moving.moved_basc(body, places.revision)
    return new


def _new_common(body: bytes, revision: Revision) -> bytes:
    new, rate = revision.new, body[8:18]
    if revision.old.rate != new.rate:
        shift = 64 - new.rate.bit_length()
        rate = struct.pack(">HQ", 16383 + 63 - shift, new.rate << shift)
    return struct.pack(">HIH", new.channels, revision.frames, new.bits) + rate + body[18:]
