"""`LIST INFO` of RIFF: texts by four-letter name.

Source: "Multimedia Programming Interface and Data Specifications 1.0", 1991, INFO List Chunk; names
after 1991 from exiftool's table of RIFF tags.
"""

from __future__ import annotations

from models.metadata.cue import subchunk, subchunks
from models.metadata.tags import Field
from models.metadata.text import decode_text, encode_text

NAMES = {
    "INAM": "TITLE",
    "IART": "ARTIST",
    "IPRD": "ALBUM",
    "ICMT": "COMMENT",
    "IGNR": "GENRE",
    "ICRD": "DATE",
    "ITRK": "TRACKNUMBER",
    "ICOP": "COPYRIGHT",
    "ISFT": "ENCODER",
    "ISBJ": "DESCRIPTION",
    "IKEY": "KEYWORDS",
    "IENG": "ENGINEER",
    "ITCH": "ENCODEDBY",
    "IMUS": "COMPOSER",
    "IWRI": "LYRICIST",
    "ISRC": "SOURCE",
    "IMED": "MEDIA",
    "ILNG": "LANGUAGE",
}
_OTHERS = {"IPRT": "TRACKNUMBER", "IBPM": "BPM"}
"""Read but not written."""
_TAGS = {name: tag for tag, name in NAMES.items()}


def read_info(body: bytes) -> tuple[Field, ...]:
    """Return the fields of a list body without its type."""
    fields: list[Field] = []
    for tag, text in subchunks(body):
        key = tag.decode("latin-1").upper()
        value = decode_text(text).rstrip(" ")
        if key.strip() and value:
            fields.append((NAMES.get(key) or _OTHERS.get(key) or key, value))
    return tuple(fields)


def write_info(fields: tuple[Field, ...]) -> tuple[bytes, tuple[Field, ...]]:
    """Return the list body without its type, and the fields it cannot hold: unknown or repeated."""
    written: dict[str, bytes] = {}
    left: list[Field] = []
    for name, value in fields:
        tag = _TAGS.get(name) or (name if _is_own(name) else None)
        if tag is None or tag in written:
            left.append((name, value))
        else:
            written[tag] = subchunk(tag.encode("latin-1"), encode_text(value) + b"\0")
    return b"".join(written.values()), tuple(left)


def _is_own(name: str) -> bool:
    """Return whether a name is an INFO id without a common name."""
    plain = len(name) == len("INAM") and name.isascii() and name.isalnum()
    return plain and name.startswith("I") and name not in NAMES
