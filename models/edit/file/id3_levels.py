"""Frames of an ID3 tag that were measured on the old sound: removed, all else stays byte for byte.

The tag keeps its size: what a frame took becomes padding.
Sources: id3.org, "ID3 tag version 2.4.0 - Main Structure", 3.3 and 4; "- Native Frames", 4.2.6 and
4.11; the same of 2.3.0; hydrogenaudio, "ReplayGain 2.0 specification", metadata format.
"""

from __future__ import annotations

import re

from models.edit.file.layout import Revision
from models.metadata import id3

_NAME = re.compile(r"REPLAYGAIN_|R128_", re.IGNORECASE)
_MEASURED = {b"RVA2", b"RVAD", b"RGAD", b"RVA"}
"""Relative volume, by version."""
_LENGTHS = {b"TLEN", b"TLE"}
"""Length in milliseconds."""
_OWN_TEXTS = {b"TXXX", b"TXX"}
_HIDDEN = 0xC0
"""Flags of the tag: unsynchronised, extended header."""
UNREAD = "ID3: levels in it, if any, are those of the old sound"


def revised_tag(tag: bytes, revision: Revision, lost: list[str]) -> bytes:
    """Return a tag without levels and lengths that the edit made wrong.

    Args:
        tag: From `ID3` on.
        revision: The edit.
        lost: Gets what was removed, one line each.
    """
    if revision.sound_kept or not id3.tag_size(tag[: id3.HEAD].ljust(id3.HEAD, b"\0")):
        return tag
    version = tag[3]
    end = min(len(tag), id3.HEAD + id3.syncsafe(tag[6 : id3.HEAD]))
    if tag[5] & _HIDDEN:
        if _might_measure(tag):
            lost.append(UNREAD)
        return tag
    body = tag[id3.HEAD : end]
    kept, last = bytearray(), 0
    for place in id3.frame_places(body, version):
        frame = _stale(place.id, body[place.start : place.end], revision)
        if frame is None or place.end > len(body):
            continue
        lost.append(f"{frame}: the sound changed")
        kept += body[last : place.at]
        last = place.end
    if not last:
        return tag
    kept += body[last:]
    return tag[: id3.HEAD] + bytes(kept).ljust(len(body), b"\0") + tag[end:]


def _stale(name: bytes, frame: bytes, revision: Revision) -> str | None:
    """Return what a frame is called if the edit made it wrong."""
    if name in _MEASURED or (name in _LENGTHS and revision.moves):
        return name.decode("latin-1")
    if name not in _OWN_TEXTS or not frame:
        return None
    named = id3.own_text_name(frame)
    return named if _NAME.match(named) else None


def _might_measure(tag: bytes) -> bool:
    plain = tag.replace(b"\0", b"").upper()
    return any(one in plain for one in (b"REPLAYGAIN_", b"R128_", b"RVA2", b"RVAD"))
