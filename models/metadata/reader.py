"""Metadata reader for any audio file; never raises on content, with bounded memory."""

from __future__ import annotations

from dataclasses import replace
from typing import BinaryIO

from models.metadata import aiff, caf, flac, id3, ogg, wave
from models.metadata.draft import Draft
from models.metadata.metadata import Metadata
from models.metadata.source import LARGEST, Source
from models.metadata.tags import Tags

_ZEROS = 1 << 16
"""Bytes of padding skipped behind a leading tag."""
_MPEG = 0xE0
"""The second byte of an MPEG frame begins with three set bits."""


def read_metadata(file: BinaryIO | bytes) -> Metadata:
    """Return the metadata of a file.

    Args:
        file: Opened for reading, seekable; stays open.

    Raises:
        OSError: the drive fails, or the file cannot seek.
    """
    source = Source(file)
    start, tags = _front(source)
    head = source.part(start, 12)
    if wave.is_wave(head):
        found = wave.read_metadata(source, start)
    elif aiff.is_aiff(head):
        found = aiff.read_metadata(source, start)
    elif flac.is_flac(head):
        found = flac.read_metadata(source, start)
    elif ogg.is_ogg(head):
        found = ogg.read_metadata(source, start)
    elif caf.is_caf(head):
        found = caf.read_metadata(source, start)
    else:
        mpeg = start or (len(head) > 1 and head[0] == 0xFF and head[1] & _MPEG == _MPEG)  # noqa: PLR2004
        return _mpeg(source, tags) if mpeg else Metadata()
    return replace(
        found,
        tags=found.tags.merged(tags.tags),
        others=(*found.others, *tags.others),
        problems=(*found.problems, *tags.problems),
    )


def _front(source: Source) -> tuple[int, Metadata]:
    """Return the offset behind a leading ID3 tag, and the tag's metadata."""
    long = id3.tag_size(source.part(0, id3.HEAD))
    if not long:
        return 0, Metadata()
    draft = Draft("MP3", source)
    data = source.part(0, long) if long <= LARGEST else b""
    if data:
        draft.id3(data)
    else:
        draft.problems.append("ID3: too large")
    zeros = source.part(long, _ZEROS)
    return long + len(zeros) - len(zeros.lstrip(b"\0")), draft.finished()


def _mpeg(source: Source, front: Metadata) -> Metadata:
    end = id3.read_v1(source.part(source.size - id3.V1, id3.V1))
    return replace(front, container="MP3", tags=_without_cuts(front.tags, end))


def _without_cuts(tags: Tags, short: Tags) -> Tags:
    """Return the tags, completed by those of version 1, whose texts are cut at 30 letters."""
    return tags.merged(short)
