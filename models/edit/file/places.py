"""Chunks that hold positions, moved as an edit moved them; every other byte stays.

Sources of the structures: `models.metadata` (sampler, cue, broadcast, rhythm, aiff).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from models.audio.clock import count_noun
from models.edit.file.layout import Revision
from models.metadata.change import Change
from models.metadata.conversion import shifted_ixml
from models.metadata.cue import subchunk, subchunks

_SMPL = 36
"""Bytes of `smpl` in front of its loops."""
_LOOP = struct.Struct("<6I")
_POINT = struct.Struct("<II4sIII")
_REFERENCE, _VERSION, _LOUDNESS, _BEXT = 338, 346, 412, 602
"""Offsets in `bext`, and its length without the history. Source: EBU Tech 3285."""
_UNKNOWN_LEVEL = b"\xff\x7f" * 5
"""Loudness fields without a value. Source: EBU Tech 3285 version 2, section 2.4."""
_BEATS, _ACID = 12, 24
_UINT32, _UINT64 = 2**32 - 1, 2**64 - 1


@dataclass(slots=True)
class Places:
    """What the chunks of a file refer to, and what was lost of it."""

    revision: Revision
    lengths: dict[int, int] = field(default_factory=dict[int, int])
    """Frames of a span that begins at a marker, by its id."""
    moved: dict[int, int] = field(default_factory=dict[int, int])
    """New lengths of these spans."""
    removed: set[int] = field(default_factory=set[int])
    """Ids of markers that were removed."""
    edges: dict[int, int] = field(default_factory=dict[int, int])
    """New places of the markers at both ends of loops, by id (AIFF)."""
    loops: int = 0
    """Loops that were removed."""
    levels: list[str] = field(default_factory=list[str])
    """Lines about measurements that are no longer true."""

    def notes(self) -> list[str]:
        """Return what was lost, one line each."""
        lost = list(self.levels)
        if self.loops:
            lost.append(f"{count_noun(self.loops, 'loop')}: cut by the edit")
        if self.removed:
            lost.append(f"{count_noun(len(self.removed), 'marker')}: in what was removed")
        return lost

    def loop(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the new place of a loop; `None`: it was removed, or lost an end."""
        positions = self.revision.positions
        span = positions.span(start, end) if start < end <= positions.old else None
        if span is not None and positions.ratio == 1 and span[1] - span[0] != end - start:
            return None
        return span

    def marker(self, number: int, frame: int) -> int | None:
        """Return the new place of a marker; `None`: it was removed."""
        positions, length = self.revision.positions, self.lengths.get(number, 0)
        if length and (span := positions.span(frame, frame + length)) is not None:
            self.moved[number] = span[1] - span[0]
            return span[0]
        if frame < positions.old and positions.frame(frame) is None:
            self.removed.add(number)
            return None
        return positions.place(frame)


def moved_smpl(body: bytes, places: Places) -> bytes:
    """Return `smpl` with its loops moved; those that were cut are removed."""
    revision = places.revision
    if len(body) < _SMPL:
        return body
    head = bytearray(body[:_SMPL])
    if revision.old.rate != revision.new.rate:
        struct.pack_into("<I", head, 8, round(10**9 / revision.new.rate))
    if not revision.moves:
        return bytes(head) + body[_SMPL:]
    count = min(int.from_bytes(body[28:32], "little"), (len(body) - _SMPL) // _LOOP.size)
    loops: list[bytes] = []
    for number in range(count):
        loop = list(_LOOP.unpack_from(body, _SMPL + number * _LOOP.size))
        span = places.loop(loop[2], loop[3] + 1)
        if span is None:
            places.loops += 1
            continue
        loop[2], loop[3] = span[0], span[1] - 1
        loops.append(_LOOP.pack(*loop))
    struct.pack_into("<I", head, 28, len(loops))
    return bytes(head) + b"".join(loops) + body[_SMPL + count * _LOOP.size :]


def moved_cue(body: bytes, places: Places) -> bytes:
    """Return `cue ` with its markers moved; those in what was removed are removed."""
    if not places.revision.moves or len(body) < 4:  # noqa: PLR2004
        return body
    count = min(int.from_bytes(body[:4], "little"), (len(body) - 4) // _POINT.size)
    points = [list(_POINT.unpack_from(body, 4 + at * _POINT.size)) for at in range(count)]
    # As in `models.metadata.cue`: some programs fill in `dwPosition` only.
    where = 5 if any(point[5] for point in points) else 1
    kept: list[bytes] = []
    for point in points:
        place = places.marker(point[0], point[where])
        if place is None:
            continue
        both = point[1] == point[5]
        point[where] = min(place, _UINT32)
        if both or where == 1:
            point[1] = point[where]
        if both:
            point[5] = point[where]
        kept.append(_POINT.pack(*point))
    rest = body[4 + count * _POINT.size :]
    return struct.pack("<I", len(kept)) + b"".join(kept) + rest


def span_lengths(body: bytes) -> dict[int, int]:
    """Return the lengths in a `LIST adtl`, by the id of their marker.

    Args:
        body: Without the type of the list.
    """
    return {
        int.from_bytes(one[:4], "little"): int.from_bytes(one[4:8], "little")
        for tag, one in subchunks(body)
        if tag == b"ltxt" and len(one) >= 8  # noqa: PLR2004
    }


def moved_adtl(body: bytes, places: Places) -> bytes:
    """Return a `LIST adtl` without removed markers, and with moved spans; `cue ` comes first.

    Args:
        body: Without the type of the list.
        places: After `moved_cue`.
    """
    if not places.removed and all(
        places.lengths.get(number) == length for number, length in places.moved.items()
    ):
        return body
    kept: list[bytes] = []
    for tag, one in subchunks(body):
        number = int.from_bytes(one[:4], "little")
        if tag in {b"labl", b"note", b"ltxt"} and number in places.removed:
            continue
        if tag == b"ltxt" and number in places.moved:
            one = one[:4] + struct.pack("<I", places.moved[number]) + one[8:]  # noqa: PLW2901
        kept.append(subchunk(tag, one))
    return b"".join(kept)


def moved_bext(body: bytes, revision: Revision) -> bytes:
    """Return `bext` with the time reference of the new first frame, without stale loudness."""
    if len(body) < _BEXT:
        return body
    new = bytearray(body)
    reference = int.from_bytes(body[_REFERENCE:_VERSION], "little")
    ratio = Fraction(revision.new.rate, revision.old.rate)
    place = min(round((reference + revision.head) * ratio), _UINT64)
    struct.pack_into("<Q", new, _REFERENCE, place)
    if int.from_bytes(body[_VERSION : _VERSION + 2], "little") > 1 and not revision.sound_kept:
        new[_LOUDNESS : _LOUDNESS + len(_UNKNOWN_LEVEL)] = _UNKNOWN_LEVEL
    return bytes(new)


def moved_acid(body: bytes, revision: Revision) -> bytes:
    """Return `acid` with as many beats as the new length holds at its tempo."""
    return _beats(body, revision, _BEATS, "<I") if len(body) >= _ACID else body


def moved_basc(body: bytes, revision: Revision) -> bytes:
    """Return `basc` with as many beats as the new length holds at its tempo."""
    return _beats(body, revision, 4, ">I") if len(body) >= 8 else body  # noqa: PLR2004


def _beats(body: bytes, revision: Revision, at: int, form: str) -> bytes:
    positions = revision.positions
    if not positions.old or positions.new == round(positions.old * positions.ratio):
        return body
    (beats,) = struct.unpack_from(form, body, at)
    now = Fraction(beats * positions.new, positions.old) / positions.ratio
    return body[:at] + struct.pack(form, min(_UINT32, round(now))) + body[at + 4 :]


def moved_ixml(body: bytes, revision: Revision) -> bytes:
    """Return `iXML` with the time of the new first frame, and the new format."""
    old, new = revision.old, revision.new
    if not revision.head and (old.rate, old.bits) == (new.rate, new.bits):
        return body
    frames, at = revision.frames, revision.head
    count = revision.positions.old
    change = Change(old.rate, count, at, at + frames, new.rate, frames, new.channels, bits=new.bits)
    return shifted_ixml(body, change)


def moved_marks(body: bytes, places: Places) -> bytes:
    """Return `MARK` of AIFF with its markers moved; those in what was removed are removed."""
    if not places.revision.moves or len(body) < 2:  # noqa: PLR2004
        return body
    kept: list[bytes] = []
    for number, frame, rest in _marks(body):
        place = places.edges.get(number)
        if place is None:
            place = places.marker(number, frame)
        if place is not None:
            kept.append(struct.pack(">HI", number, min(place, _UINT32)) + rest)
    return struct.pack(">H", len(kept)) + b"".join(kept)


def _marks(body: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield id, frame and the name with its padding of each marker of AIFF."""
    at = 2
    for _ in range(int.from_bytes(body[:2], "big")):
        if at + 7 > len(body):
            break
        number, frame, letters = struct.unpack_from(">HIB", body, at)
        size = 7 + letters + (letters + 1) % 2
        yield number, frame, body[at + 6 : at + size].ljust(size - 6, b"\0")
        at += size


def moved_comments(body: bytes, places: Places) -> bytes:
    """Return `COMT` of AIFF; comments on removed markers are about the whole file."""
    new, at = bytearray(body), 2
    for _ in range(int.from_bytes(body[:2], "big")):
        if at + 8 > len(body):
            break
        number, letters = struct.unpack_from(">HH", body, at + 4)
        if number in places.removed:
            struct.pack_into(">H", new, at + 4, 0)
        at += 8 + letters + letters % 2
    return bytes(new)


def moved_inst(body: bytes, marks: bytes, places: Places) -> bytes:
    """Return `INST` of AIFF without loops that were cut; call it before `moved_marks`.

    Args:
        body: Of `INST`.
        marks: Of `MARK`, to whose markers the loops refer.
        places: Takes the new places of the markers at the ends of loops.
    """
    if not places.revision.moves:
        return body
    new, frames = bytearray(body), {number: frame for number, frame, _ in _marks(marks)}
    for at in (8, 14):
        if at + 6 > len(body):
            break
        mode, first, last = struct.unpack_from(">3H", body, at)
        if mode not in {1, 2}:
            continue
        span = places.loop(frames.get(first, 0), frames.get(last, 0))
        if span is None:
            struct.pack_into(">3H", new, at, 0, 0, 0)
            places.loops += 1
        else:
            places.edges[first], places.edges[last] = span
    return bytes(new)
