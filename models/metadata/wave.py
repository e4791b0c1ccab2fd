"""WAV: chunks of RIFF, RF64 and BW64.

Sources: RFC 2361 and "Multimedia Programming Interface and Data Specifications 1.0", 1991;
EBU Tech 3306 (RF64); ITU-R BS.2088 (BW64).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.metadata import broadcast, cue, info, rhythm, sampler
from models.metadata.cursor import Cursor, Truncated
from models.metadata.draft import Draft
from models.metadata.instrument import Instrument
from models.metadata.metadata import Metadata
from models.metadata.source import LARGEST, Source
from models.metadata.tags import Tags

MAGIC = (b"RIFF", b"RF64", b"BW64")
TECHNICAL = frozenset(
    {b"fmt ", b"data", b"fact", b"ds64", b"PEAK", b"levl", b"JUNK", b"junk", b"FLLR", b"PAD ",
     b"MD5 ", b"slnt", b"r64m", b"CSET"}
)  # fmt: skip
"""Chunks that describe or pad this file's bytes; they are regenerated on writing."""
_KNOWN = TECHNICAL | {
    b"smpl",
    b"cue ",
    b"acid",
    b"inst",
    b"bext",
    b"iXML",
    b"id3 ",
    b"ID3 ",
    b"LIST",
}
MOST = 10_000
"""Maximum number of chunks read."""
UNKNOWN = 2**32 - 1
"""Placeholder size: the real one is in `ds64`, or the writer could not seek back."""
_PCM = frozenset({1, 3, 6, 7, 0xFFFE})
"""Formats with fixed frame size: PCM, float, A-law, µ-law, extensible."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Position of a chunk."""

    tag: bytes
    at: int
    """Offset of its content."""
    size: int
    """Bytes as stated, or up to the end of the file."""

    @property
    def name(self) -> str:
        """Return the id without padding."""
        return self.tag.decode("latin-1").strip()


def is_wave(head: bytes) -> bool:
    """Return whether a header is WAV."""
    return head[:4] in MAGIC and head[8:12] == b"WAVE"


def chunks(source: Source, start: int = 0) -> Iterator[Chunk]:
    """Yield the chunks of a file; obviously wrong sizes are corrected.

    Args:
        source: The file.
        start: Offset of `RIFF`.
    """
    long: dict[bytes, int] = {}
    at = start + 12
    for _ in range(MOST):
        head = source.part(at, 8)
        if len(head) < 8 or not _plausible(head[:4]):  # noqa: PLR2004
            return
        tag, size = head[:4], int.from_bytes(head[4:], "little")
        if tag == b"ds64":
            long = _long(source.part(at + 8, min(size, 1024)))
        room = source.size - at - 8
        if size == UNKNOWN and tag in long:
            size = long[tag]
        if tag == b"data" and (size == UNKNOWN or (size == 0 and not _more(source, at + 8))):
            size = room
        yield Chunk(tag, at + 8, size)
        if size > room:
            return
        at += 8 + size
        if size % 2 and not _unpadded(source, at):
            at += 1


def _plausible(tag: bytes) -> bool:
    return all(0x20 <= byte < 0x7F for byte in tag)  # noqa: PLR2004 - printable ASCII


def _more(source: Source, at: int) -> bool:
    """Return whether a chunk begins at `at`."""
    return at >= source.size or _plausible(source.part(at, 4).ljust(4, b"\0"))


def _unpadded(source: Source, at: int) -> bool:
    """Return whether an odd-sized chunk lacks its pad byte, as some programs write."""
    near = source.part(at, 5)
    if near[:1] == b"\0" or not _fits(source, at):
        return False
    return near[:4] in _KNOWN or near[1:] not in _KNOWN


def _fits(source: Source, at: int) -> bool:
    """Return whether a chunk at `at` would end within the file."""
    head = source.part(at, 8)
    size = int.from_bytes(head[4:], "little")
    return len(head) == 8 and _plausible(head[:4]) and size <= source.size - at - 8  # noqa: PLR2004


def _long(body: bytes) -> dict[bytes, int]:
    """Return the 64-bit sizes: of `data`, and those in the table."""
    cursor = Cursor(body)
    sizes: dict[bytes, int] = {}
    try:
        cursor.take(8)
        sizes[b"data"] = cursor.unsigned(8)
        cursor.take(8)
        for _ in range(min(cursor.unsigned(4), 64)):
            tag = cursor.take(4)
            sizes.setdefault(tag, cursor.unsigned(8))
    except Truncated:
        pass
    return sizes


def read_metadata(source: Source, start: int = 0) -> Metadata:
    """Return the metadata of a file whose `RIFF` is at `start`."""
    draft = Draft("WAV", source)
    collected = Collected()
    block, stated = 0, 0
    for chunk in chunks(source, start):
        with draft.guard(chunk.name):
            if chunk.tag == b"fmt ":
                block = _format(draft, source.part(chunk.at, min(chunk.size, 64)))
            elif chunk.tag == b"fact":
                stated = Cursor(source.part(chunk.at, 4)).unsigned(4)
            elif chunk.tag == b"data":
                size = max(0, min(chunk.size, source.size - chunk.at))
                draft.frames = size // block if block else 0
            elif chunk.tag not in TECHNICAL:
                read_chunk(draft, chunk, collected)
    draft.frames = draft.frames or (stated if not block else 0)
    combine_chunks(draft, collected)
    return draft.finished()


@dataclass(slots=True)
class Collected:
    """Chunks that can be interpreted only after all have been read."""

    cue: bytes | None = None
    lists: bytes = b""
    info: bytes = b""


def read_chunk(draft: Draft, chunk: Chunk, collected: Collected) -> None:
    """Read one chunk into the draft, if relevant.

    Raises:
        Truncated: the chunk is cut off.
    """
    name, tag = chunk.name, chunk.tag
    if tag == b"smpl" and draft.sampler is None:
        draft.sampler, draft.loops = sampler.read_smpl(draft.body(name, chunk.at, chunk.size))
    elif tag == b"cue " and collected.cue is None:
        collected.cue = draft.body(name, chunk.at, chunk.size)
    elif tag == b"acid" and draft.rhythm is None:
        draft.rhythm = rhythm.read_acid(draft.body(name, chunk.at, chunk.size))
    elif tag == b"inst" and draft.instrument is None:
        draft.instrument = _instrument(draft.body(name, chunk.at, chunk.size))
    elif tag == b"bext" and draft.broadcast is None:
        draft.broadcast = broadcast.read_bext(draft.body(name, chunk.at, chunk.size))
    elif tag == b"iXML" and not draft.ixml:
        draft.ixml = draft.body(name, chunk.at, chunk.size)
    elif tag in {b"id3 ", b"ID3 ", b"ID32"}:
        draft.id3(draft.body(name, chunk.at, chunk.size))
    elif tag == b"LIST":
        _take_list(draft, chunk, collected)
    else:
        draft.other(name, chunk.at, chunk.size)


def _take_list(draft: Draft, chunk: Chunk, collected: Collected) -> None:
    kind = draft.source.part(chunk.at, 4)
    if kind not in {b"INFO", b"adtl"}:
        draft.other(f"LIST {kind.decode('latin-1').strip()}", chunk.at, chunk.size)
        return
    body = draft.body(chunk.name, chunk.at, chunk.size)[4:]
    room = LARGEST - len(collected.lists) - len(collected.info)
    if kind == b"adtl":
        collected.lists += body[: max(0, room)]
    else:
        collected.info += body[: max(0, room)]


def combine_chunks(draft: Draft, collected: Collected) -> None:
    """Combine chunks that depend on each other."""
    if collected.cue is not None:
        with draft.guard("cue"):
            draft.markers = cue.read_cue(collected.cue, collected.lists)
    draft.tags = draft.tags.merged(Tags(info.read_info(collected.info)))


def _format(draft: Draft, body: bytes) -> int:
    """Read `fmt ` into the draft; return the bytes per frame, 0 if variable."""
    cursor = Cursor(body)
    kind, draft.channels, draft.rate = (cursor.unsigned(n) for n in (2, 2, 4))
    cursor.take(4)
    block = cursor.unsigned(2)
    return block if kind in _PCM else 0


def _instrument(body: bytes) -> Instrument:
    cursor = Cursor(body)
    note, detune, gain = cursor.unsigned(1), cursor.signed(1), cursor.signed(1)
    return Instrument(note, detune, gain, *(cursor.unsigned(1) for _ in range(4)))
