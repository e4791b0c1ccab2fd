"""FLAC metadata blocks. Source: RFC 9639, section 8."""

from __future__ import annotations

from models.metadata import picture, vorbis, wave
from models.metadata.cursor import Cursor
from models.metadata.draft import Draft
from models.metadata.metadata import Metadata
from models.metadata.source import Source
from models.metadata.tags import Tags
from models.metadata.wave import Chunk, Collected

MOST = 10_000
"""Maximum number of blocks read."""
STREAM, PADDING, APPLICATION, SEEKTABLE, COMMENT, CUESHEET, PICTURE = range(7)
RIFF = b"riff"
"""Id of the APPLICATION block that holds WAV chunks, as `flac --keep-foreign-metadata` writes."""
_HEAD = 4


def is_flac(head: bytes) -> bool:
    """Return whether a header is FLAC."""
    return head[:4] == b"fLaC"


def read_metadata(source: Source, start: int = 0) -> Metadata:
    """Return the metadata of a file whose `fLaC` is at `start`."""
    draft, collected = Draft("FLAC", source), Collected()
    at, last = start + 4, False
    for _ in range(MOST):
        head = source.part(at, _HEAD)
        if last or len(head) < _HEAD:
            break
        last, kind, size = head[0] >= 0x80, head[0] & 0x7F, int.from_bytes(head[1:], "big")  # noqa: PLR2004
        with draft.guard("FLAC"):
            read_block(draft, kind, at + _HEAD, size, collected)
        at += _HEAD + size
    wave.combine_chunks(draft, collected)
    return draft.finished()


def read_block(draft: Draft, kind: int, at: int, size: int, collected: Collected) -> None:
    """Read one block into the draft.

    Raises:
        Truncated: the block is cut off.
    """
    match kind:
        case 0:
            read_stream_info(draft, draft.source.part(at, min(size, 34)))
        case 4:
            draft.tags = draft.tags.merged(vorbis.read_comments(draft.body("comment", at, size)))
        case 6:
            found = picture.read_picture(draft.body("picture", at, size))
            draft.tags = Tags(draft.tags.fields, (*draft.tags.pictures, found))
        case 2 if draft.source.part(at, 4) == RIFF:
            _foreign(draft, at + 4, size - 4, collected)
        case 2:
            name = draft.source.part(at, 4).decode("latin-1").strip()
            draft.other(f"application {name}", at, size)
        case 5:
            draft.other("cue sheet", at, size)
        case 1 | 3:
            pass
        case _:
            draft.other(f"block {kind}", at, size)


def read_stream_info(draft: Draft, body: bytes) -> None:
    """Read STREAMINFO into the draft."""
    cursor = Cursor(body, "big")
    cursor.take(10)
    packed = cursor.unsigned(8)
    draft.rate, draft.channels = packed >> 44, (packed >> 41 & 7) + 1
    draft.frames = packed & (2**36 - 1)


def _foreign(draft: Draft, at: int, size: int, collected: Collected) -> None:
    head = draft.source.part(at, 8)
    tag, stated = head[:4], int.from_bytes(head[4:], "little")
    if len(head) == 8 and tag not in wave.TECHNICAL and tag not in wave.MAGIC:  # noqa: PLR2004
        wave.read_chunk(draft, Chunk(tag, at + 8, min(stated, max(0, size - 8))), collected)
