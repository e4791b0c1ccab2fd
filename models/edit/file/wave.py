"""WAV files edited in place: RIFF, RF64 and BW64.

Sources: as `models.metadata.wave`; Microsoft, Multiple Channel Audio Data and WAVE Files (2007).
"""

from __future__ import annotations

import struct

from models.edit.file import places as moving
from models.edit.file.id3_levels import revised_tag
from models.edit.file.layout import Audio, Extent, NotInPlace, Part, Parts, Revision, total
from models.edit.file.places import Places
from models.edit.pcm import Coding, PcmFormat
from models.metadata.source import LARGEST, Source
from models.metadata.wave import UNKNOWN, Chunk, chunks

_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_GUID = bytes.fromhex("000000001000800000aa00389b71")
"""Of PCM and float, behind their tag."""
_STALE = frozenset({b"PEAK", b"levl", b"MD5 "})
"""Chunks that describe the values of the audio: peaks, an envelope, a checksum."""
_POSITIONS = frozenset(
    {b"fmt ", b"fact", b"smpl", b"cue ", b"LIST", b"bext", b"acid", b"iXML", b"ds64"}
)
_ID3 = frozenset({b"id3 ", b"ID3 "})
_MASKS = {1: 0x4, 2: 0x3}
"""Loudspeakers of mono and stereo."""
_LARGE = 2**32


def read_audio(source: Source) -> Audio:
    """Return where the audio lies.

    Raises:
        NotInPlace: The file is not plain enough to be written without loss.
    """
    found = list(chunks(source))
    formats = [chunk for chunk in found if chunk.tag == b"fmt "]
    data = [chunk for chunk in found if chunk.tag == b"data"]
    if len(formats) != 1 or len(data) != 1 or formats[0].at > data[0].at:
        raise NotInPlace("its chunks are damaged")
    if data[0].at + data[0].size > source.size or _listed(source):
        raise NotInPlace("its audio is cut off, or in several parts")
    form = _format(source.part(formats[0].at, min(formats[0].size, 64)))
    frames, rest = divmod(data[0].size, form.frame_bytes)
    if rest:
        raise NotInPlace("its last frame is cut off")
    return Audio(form, data[0].at, frames)


def _listed(source: Source) -> bool:
    return any(
        chunk.tag == b"LIST" and source.part(chunk.at, 4) == b"wavl" for chunk in chunks(source)
    )


def _format(body: bytes) -> PcmFormat:
    if len(body) < 16:  # noqa: PLR2004
        raise NotInPlace("its chunks are damaged")
    tag, channels, rate, _, block, bits = struct.unpack_from("<HHIIHH", body)
    if tag == _EXTENSIBLE and len(body) >= 40:  # noqa: PLR2004
        valid = int.from_bytes(body[18:20], "little")
        if body[26:40] != _GUID or valid not in {0, bits}:
            raise NotInPlace("its coding is not plain PCM")
        tag = int.from_bytes(body[24:26], "little")
    if block != channels * bits // 8 or not channels or not rate:
        raise NotInPlace("its coding is not plain PCM")
    if tag == _PCM and bits in {8, 16, 24, 32}:
        return PcmFormat(channels, rate, bits, Coding.UNSIGNED if bits == 8 else Coding.SIGNED)  # noqa: PLR2004
    if tag == _FLOAT and bits in {32, 64}:
        return PcmFormat(channels, rate, bits, Coding.FLOAT)
    raise NotInPlace("its coding is not plain PCM")


def new_parts(source: Source, revision: Revision) -> Parts:
    """Return the parts of the new file; chunks stay in their order.

    Raises:
        NotInPlace: The new file would be too large for its format.
    """
    parts, places = Parts(), Places(revision)
    found = list(chunks(source))
    bodies = _moved(source, found, places)
    size = revision.frames * revision.new.frame_bytes
    long = source.part(0, 4) != b"RIFF"
    at, now = 12, parts.before
    for chunk in found:
        at = min(source.size, chunk.at + chunk.size + chunk.size % 2)
        if chunk.tag == b"data":
            stated = UNKNOWN if long else size
            if size >= _LARGE and not long:
                raise NotInPlace("it would be too large for its format")
            now.append(b"data" + struct.pack("<I", stated))
            now = parts.after
            if size % 2:
                now.append(b"\0")
        elif chunk.tag in _STALE:
            continue
        elif chunk.tag in bodies:
            now += _chunk(chunk.tag, bodies[chunk.tag].pop(0))
        else:
            end = min(source.size, chunk.at + chunk.size)
            now.append(Extent(chunk.at - 8, end - chunk.at + 8))
            if chunk.size % 2:
                now.append(b"\0")
    if at < source.size:
        parts.after.append(Extent(at, source.size - at))
    whole = 4 + total(parts.before) + size + total(parts.after)
    if at < source.size:
        whole -= source.size - at  # what lies behind the RIFF chunk is no part of it
    if whole >= _LARGE and not long:
        raise NotInPlace("it would be too large for its format")
    head = source.part(0, 4) + struct.pack("<I", UNKNOWN if long else whole) + b"WAVE"
    parts.before.insert(0, head)
    if long:
        _set_sizes(parts.before, whole, size, revision.frames)
    parts.notes += places.notes()
    return parts


def _chunk(tag: bytes, body: bytes) -> list[Part]:
    return [tag + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)]


def _moved(source: Source, found: list[Chunk], places: Places) -> dict[bytes, list[bytes]]:
    """Return the new bodies of the chunks that change, by tag, in the order of the file."""
    short = [chunk for chunk in found if chunk.size <= LARGEST and chunk.tag != b"data"]
    read = {chunk.at: source.part(chunk.at, chunk.size) for chunk in short if _changes(chunk.tag)}
    lists = [chunk for chunk in short if chunk.tag == b"LIST"]
    for chunk in lists:
        if read[chunk.at][:4] == b"adtl":
            places.lengths |= moving.span_lengths(read[chunk.at][4:])
    new: dict[int, bytes] = {}
    for chunk in sorted(short, key=lambda one: one.tag == b"LIST"):  # `cue ` before its names
        if chunk.at in read:
            new[chunk.at] = new_body(chunk.tag, read[chunk.at], places)
    bodies: dict[bytes, list[bytes]] = {}
    for chunk in short:
        if chunk.at in new:
            bodies.setdefault(chunk.tag, []).append(new[chunk.at])
    return bodies


def _changes(tag: bytes) -> bool:
    return tag in _POSITIONS or tag in _ID3


def new_body(tag: bytes, body: bytes, places: Places) -> bytes:
    """Return the new body of a chunk; `cue ` must precede the list of its names."""
    revision = places.revision
    match tag:
        case b"fmt ":
            return _new_format(body, revision)
        case b"fact":
            return struct.pack("<I", min(revision.frames, UNKNOWN)) + body[4:]
        case b"smpl":
            return moving.moved_smpl(body, places)
        case b"cue ":
            return moving.moved_cue(body, places)
        case b"LIST" if body[:4] == b"adtl":
            return body[:4] + moving.moved_adtl(body[4:], places)
        case b"bext":
            return moving.moved_bext(body, revision)
        case b"acid":
            return moving.moved_acid(body, revision)
        case b"iXML":
            return moving.moved_ixml(body, revision)
        case b"id3 " | b"ID3 ":
            return revised_tag(body, revision, places.levels)
        case _:
            return body


def _new_format(body: bytes, revision: Revision) -> bytes:
    old, new = revision.old, revision.new
    if old == new:
        return body
    kind = _FLOAT if new.is_float else _PCM
    tag = int.from_bytes(body[:2], "little")
    extended = tag == _EXTENSIBLE
    numbers = (
        _EXTENSIBLE if extended else kind,
        *(new.channels, new.rate, new.rate * new.frame_bytes, new.frame_bytes, new.bits),
    )
    head = struct.pack("<HHIIHH", *numbers)
    if not extended:
        return head + body[16:]
    mask = int.from_bytes(body[20:24], "little")
    mask = mask if old.channels == new.channels else _MASKS.get(new.channels, 0)
    valid = struct.pack("<HI", new.bits, mask)
    return head + body[16:18] + valid + struct.pack("<H", kind) + body[26:]


def _set_sizes(before: list[Part], whole: int, size: int, frames: int) -> None:
    """Fill in `ds64`, which holds the sizes of RF64. Source: EBU Tech 3306."""
    for number, part in enumerate(before):
        if isinstance(part, bytes) and part[:4] == b"ds64":
            before[number] = part[:8] + struct.pack("<3Q", whole, size, frames) + part[32:]
            return
    raise NotInPlace("its chunks are damaged")
