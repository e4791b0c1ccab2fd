"""Ogg: comments of Vorbis, Opus, Speex and FLAC streams.

Sources: RFC 3533 (pages), RFC 7845 (Opus), "Vorbis I specification", "Ogg FLAC mapping".
"""

from __future__ import annotations

from models.metadata import vorbis
from models.metadata.cursor import Cursor
from models.metadata.draft import Draft
from models.metadata.flac import COMMENT, read_stream_info
from models.metadata.metadata import Metadata
from models.metadata.source import LARGEST, Source

_PAGE = 27
"""Bytes of a page header without its lacing values."""
_PAGES = 4_096
"""Maximum number of pages read."""
_FULL = 255
_OPUS_RATE = 48_000
"""Opus always decodes at this rate, in Hz."""


def is_ogg(head: bytes) -> bool:
    """Return whether a header is Ogg."""
    return head[:4] == b"OggS"


def read_metadata(source: Source, start: int = 0) -> Metadata:
    """Return the metadata of the first stream of a file."""
    draft = Draft("OGG", source)
    packets = _packets(source, start)
    with draft.guard("Ogg"):
        if packets:
            _head(draft, packets[0])
        if len(packets) > 1:
            _comments(draft, packets[0], packets[1])
    return draft.finished()


def _packets(source: Source, start: int) -> list[bytes]:
    """Return the first two packets of the first stream."""
    packets: list[bytes] = []
    serial, at = b"", start
    parts: list[bytes] = []
    for _ in range(_PAGES):
        head = source.part(at, _PAGE)
        if len(head) < _PAGE or head[:4] != b"OggS":
            break
        lacing = source.part(at + _PAGE, head[26])
        at += _PAGE + head[26]
        serial = serial or head[14:18]
        if head[14:18] == serial:
            place = at
            for value in lacing:
                parts.append(source.part(place, value))
                place += value
                if value < _FULL:
                    packets.append(b"".join(parts))
                    parts = []
                    if len(packets) == 2:  # noqa: PLR2004
                        return packets
        at += sum(lacing)
        if sum(len(part) for part in parts) > LARGEST:
            break
    if parts:
        packets.append(b"".join(parts))
    return packets


def _head(draft: Draft, packet: bytes) -> None:
    if packet[:7] == b"\x01vorbis":
        cursor = Cursor(packet[11:])
        draft.channels, draft.rate = cursor.unsigned(1), cursor.unsigned(4)
    elif packet[:8] == b"OpusHead":
        draft.channels, draft.rate = Cursor(packet[9:]).unsigned(1), _OPUS_RATE
    elif packet[:5] == b"\x7fFLAC":
        read_stream_info(draft, packet[17:51])


def _comments(draft: Draft, head: bytes, packet: bytes) -> None:
    if packet[:7] == b"\x03vorbis":
        draft.tags = vorbis.read_comments(packet[7:])
    elif packet[:8] == b"OpusTags":
        draft.tags = vorbis.read_comments(packet[8:])
    elif head[:5] == b"\x7fFLAC" and packet[:1] and packet[0] & 0x7F == COMMENT:
        draft.tags = vorbis.read_comments(packet[4:])
    elif head[:8] == b"Speex   ":
        draft.tags = vorbis.read_comments(packet)
