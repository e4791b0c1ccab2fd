"""ID3 tags of MP3, WAV and AIFF. Reads versions 2.2 to 2.4 and 1; writes 2.4.

Source: id3.org, "ID3 tag version 2.4.0 - Main Structure" and "- Native Frames", and those of 2.3.0
and 2.2.0.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from models.metadata import genre
from models.metadata.cursor import Cursor, Truncated
from models.metadata.other import Other
from models.metadata.picture import Picture
from models.metadata.source import LARGEST
from models.metadata.tags import Field, Tags
from models.metadata.text import utf8_text

HEAD = 10
"""Bytes of the header."""
MOST = 5_000
"""Maximum number of frames read."""
NAMES = {
    "TIT2": "TITLE",
    "TPE1": "ARTIST",
    "TALB": "ALBUM",
    "TPE2": "ALBUMARTIST",
    "TCON": "GENRE",
    "TBPM": "BPM",
    "TKEY": "INITIALKEY",
    "TDRC": "DATE",
    "TRCK": "TRACKNUMBER",
    "TPOS": "DISCNUMBER",
    "TCOM": "COMPOSER",
    "TEXT": "LYRICIST",
    "TCOP": "COPYRIGHT",
    "TENC": "ENCODEDBY",
    "TSRC": "ISRC",
    "TPUB": "ORGANIZATION",
    "TPE3": "CONDUCTOR",
    "TPE4": "REMIXER",
    "TIT1": "GROUPING",
    "TIT3": "SUBTITLE",
    "TLAN": "LANGUAGE",
    "TMED": "MEDIA",
    "TMOO": "MOOD",
    "TOPE": "ORIGINALARTIST",
    "TCMP": "COMPILATION",
    "TDOR": "ORIGINALDATE",
    "TSSE": "ENCODERSETTINGS",
    "TLEN": "LENGTH",
}
"""Vorbis comment names by text frame id."""
_YEAR = "TYER"
"""2.3 splits the date; the year is the part that is always present."""
_OLD = {
    "TT2": "TIT2",
    "TP1": "TPE1",
    "TAL": "TALB",
    "TP2": "TPE2",
    "TCO": "TCON",
    "TBP": "TBPM",
    "TKE": "TKEY",
    "TYE": "TYER",
    "TRK": "TRCK",
    "TPA": "TPOS",
    "TCM": "TCOM",
    "TXT": "TEXT",
    "TCR": "TCOP",
    "TEN": "TENC",
    "TRC": "TSRC",
    "TPB": "TPUB",
    "TP3": "TPE3",
    "TP4": "TPE4",
    "TT1": "TIT1",
    "TT3": "TIT3",
    "TLA": "TLAN",
    "TMT": "TMED",
    "TOA": "TOPE",
    "TSS": "TSSE",
    "TLE": "TLEN",
    "TXX": "TXXX",
    "COM": "COMM",
    "ULT": "USLT",
    "PIC": "APIC",
    "WXX": "WXXX",
}
"""Frame ids of 2.2 and their successors."""
_FRAMES = {name: frame for frame, name in NAMES.items()}
_OWN = frozenset(
    {"TDEN", "TDLY", "TDRL", "TDTG", "TFLT", "TIPL", "TMCL", "TOAL", "TOFN", "TOLY", "TOWN", "TPRO",
     "TRSN", "TRSO", "TSOA", "TSOP", "TSOT", "TSST"}
)  # fmt: skip
"""Text frames that keep their ids as names."""
_ENCODINGS = ("latin-1", "utf-16", "utf-16-be", "utf-8")
"""Encodings by the first byte of a frame."""
_UTF8 = 3
_OLDEST, _NEWEST = 2, 4
_UNSYNCHRONISED, _EXTENDED = 0x80, 0x40


@dataclass(frozen=True, slots=True)
class Id3:
    """A parsed tag."""

    tags: Tags = Tags()
    others: tuple[Other, ...] = ()
    """Frames without a common name."""
    broken: bool = False
    """Whether part of it could not be read."""


def tag_size(head: bytes) -> int:
    """Return the bytes of a tag including header and footer; 0 if there is none.

    Args:
        head: At least ten bytes.
    """
    if head[:3] != b"ID3" or len(head) < HEAD or not _OLDEST <= head[3] <= _NEWEST:
        return 0
    if max(head[6:HEAD]) > 0x7F:  # noqa: PLR2004 - seven bits per byte
        return 0
    footer = HEAD if head[3] == _NEWEST and head[5] & 0x10 else 0
    return HEAD + syncsafe(head[6:HEAD]) + footer


def read_tag(data: bytes) -> Id3:
    """Return the tag at the start of `data`; never raises."""
    if not tag_size(data[:HEAD]):
        return Id3(broken=True)
    version, flags = data[3], data[5]
    body = data[HEAD : HEAD + syncsafe(data[6:HEAD])]
    broken = len(body) < syncsafe(data[6:HEAD])
    if flags & _UNSYNCHRONISED and version < _NEWEST:
        body = _synchronised(body)
    if flags & _EXTENDED and version > _OLDEST:
        body = _behind_extension(body, version)
    fields: list[Field] = []
    pictures: list[Picture] = []
    others: list[Other] = []
    for name, frame in _frames(body, version):
        try:
            if frame is None:
                raise Truncated
            _take(name, frame, version, fields, pictures, others)
        except (Truncated, zlib.error, LookupError, UnicodeError):
            broken = True
    return Id3(Tags(tuple(fields), tuple(pictures)), tuple(others), broken)


def syncsafe(four: bytes) -> int:
    """Return a number of seven bits per byte."""
    return four[0] << 21 | four[1] << 14 | four[2] << 7 | four[3]


def _synchronised(data: bytes) -> bytes:
    """Undo unsynchronisation: the zero inserted after each 0xFF that resembled an MPEG sync."""
    return data.replace(b"\xff\x00", b"\xff")


def _behind_extension(body: bytes, version: int) -> bytes:
    if len(body) < 4:  # noqa: PLR2004 - bytes of its size
        return b""
    if version == _NEWEST:
        return body[syncsafe(body[:4]) :]
    return body[4 + int.from_bytes(body[:4], "big") :]


@dataclass(frozen=True, slots=True)
class FramePlace:
    """Where a frame lies in the body of a tag, in bytes."""

    id: bytes
    flags: int
    at: int
    """Of its header."""
    start: int
    """Of its content."""
    end: int
    """Beyond the body: it is damaged, and the last one."""


def frame_places(body: bytes, version: int) -> Iterator[FramePlace]:
    """Yield where the frames of a tag are.

    Args:
        body: Behind the header and the extended header.
        version: 2, 3 or 4.
    """
    cursor = Cursor(body, "big")
    letters, head = (3, 6) if version == _OLDEST else (4, 10)
    for _ in range(MOST):
        if cursor.left < head:
            return
        at = cursor.at
        tag = cursor.take(letters)
        if not tag.strip(b"\0"):
            return  # padding
        if not tag.isalnum():
            yield FramePlace(tag, 0, at, cursor.at, len(body) + 1)
            return
        raw = cursor.take(3 if version == _OLDEST else 4)
        flags = 0 if version == _OLDEST else cursor.unsigned(2)
        place = FramePlace(
            tag, flags, at, cursor.at, cursor.at + _length(raw, version, cursor, body)
        )
        yield place
        if place.end > len(body):
            return
        cursor.at = place.end


def _frames(body: bytes, version: int) -> Iterator[tuple[str, bytes | None]]:
    """Yield id and content of frames; `None` if encrypted or unreadable."""
    for place in frame_places(body, version):
        name = place.id.decode("latin-1")
        if place.end > len(body):
            yield name.upper() if name.isalnum() else name, None
            return
        yield name.upper(), _content(body[place.start : place.end], place.flags, version)


def own_text_name(frame: bytes) -> str:
    """Return the description of a TXXX frame; empty if it cannot be read."""
    try:
        return _pair(frame[1:], frame[0] if frame else 0)[0]
    except (LookupError, UnicodeError):
        return ""


def _length(raw: bytes, version: int, cursor: Cursor, body: bytes) -> int:
    """Return the size of a frame; iTunes wrote 2.4 sizes with 8 bits per byte instead of 7."""
    plain_size = int.from_bytes(raw, "big")
    if version < _NEWEST:
        return plain_size
    if max(raw) > 0x7F:  # noqa: PLR2004
        return plain_size
    safe = syncsafe(raw)
    if safe == plain_size:
        return safe
    return (
        safe
        if _begins(body, cursor.at + safe) or not _begins(body, cursor.at + plain_size)
        else plain_size
    )


def _begins(body: bytes, at: int) -> bool:
    """Return whether a frame, padding or the end may be at `at`."""
    tag = body[at : at + 4]
    return at == len(body) or (at < len(body) and (tag.isalnum() or not tag.strip(b"\0")))


def _content(data: bytes, flags: int, version: int) -> bytes | None:
    newest = version == _NEWEST
    compressed, encrypted = (0x08, 0x04) if newest else (0x80, 0x40)
    grouped = 0x40 if newest else 0x20
    if flags & encrypted:
        return None
    if flags & grouped:
        data = data[1:]
    if (newest and flags & 0x01) or (not newest and flags & compressed):
        data = data[4:]  # data length indicator
    if newest and flags & 0x02:
        data = _synchronised(data)
    if flags & compressed:
        unpack = zlib.decompressobj()
        try:
            data = unpack.decompress(data, LARGEST)
        except zlib.error:
            return None
    return data


def _take(  # noqa: PLR0913, PLR0917 - three lists to fill
    name: str,
    frame: bytes,
    version: int,
    fields: list[Field],
    pictures: list[Picture],
    others: list[Other],
) -> None:
    kind = _OLD.get(name, name) if version == _OLDEST else name
    if kind == "APIC":
        pictures.append(_picture(frame, version))
    elif kind in {"COMM", "USLT"}:
        encoding = frame[0] if frame else 0
        about, text = _pair(frame[4:], encoding)
        named = "COMMENT" if kind == "COMM" else "LYRICS"
        fields.append((f"{named}:{about.upper()}" if about else named, text))
    elif kind == "TXXX":
        about, text = _pair(frame[1:], frame[0] if frame else 0)
        fields.append((about.upper() or "TXXX", text))
    elif kind == "WXXX":
        _, address = _pair(frame[1:], frame[0] if frame else 0, "latin-1")
        fields.append(("URL", address))
    elif kind.startswith("T"):
        common = NAMES.get(kind) or ("DATE" if kind == _YEAR else kind)
        fields.extend(
            (common, genre.genre_name(one) if common == "GENRE" else one) for one in _texts(frame)
        )
    else:
        others.append(Other(f"ID3 {name}", len(frame), frame))


def _texts(frame: bytes) -> list[str]:
    text = _decoded(frame[1:], frame[0] if frame else 0)
    return [one for one in text.split("\0") if one]


def _decoded(data: bytes, encoding: int) -> str:
    """Return text in one of the encodings, without the byte order marks of UTF-16.

    Each string of a frame begins with such a mark in encoding 1; elsewhere the character is text.
    """
    name = _ENCODINGS[encoding]
    if name.startswith("utf-16"):
        data = data[: len(data) // 2 * 2]
        if name == "utf-16":  # without a mark it is little-endian, as Windows programs write it
            name = "utf-16-be" if data[:2] == b"\xfe\xff" else "utf-16-le"
        strings = data.decode(name, "replace").split("\0")
        return "\0".join(string.removeprefix("\ufeff") for string in strings)
    return data.decode(name, "replace")


def _pair(data: bytes, encoding: int, second: str = "") -> tuple[str, str]:
    """Return a description and its value, separated by a null character."""
    first, rest = _parted(data, encoding)
    text = rest.decode(second, "replace") if second else _decoded(rest, encoding)
    return _decoded(first, encoding).rstrip("\0"), text.strip("\0")


def _parted(data: bytes, encoding: int) -> tuple[bytes, bytes]:
    if not _ENCODINGS[encoding].startswith("utf-16"):
        first, _, rest = data.partition(b"\0")
        return first, rest
    for at in range(0, len(data) - 1, 2):
        if data[at : at + 2] == b"\0\0":
            return data[:at], data[at + 2 :]
    return b"", data


def _picture(frame: bytes, version: int) -> Picture:
    cursor = Cursor(frame, "big")
    encoding = cursor.unsigned(1)
    if version == _OLDEST:
        form = cursor.take(3).decode("latin-1").upper()
        mime = {"PNG": "image/png", "JPG": "image/jpeg"}.get(form, form)
    else:
        mime_bytes, _, _ = cursor.rest().partition(b"\0")
        cursor.at = 1 + len(mime_bytes)
        cursor.take(1)
        mime = mime_bytes.decode("latin-1")
    kind = cursor.unsigned(1)
    description, data = _parted(cursor.rest(), encoding)
    return Picture(data, mime, kind, _decoded(description, encoding))


V1 = 128
"""Bytes of a version 1 tag, at the very end of a file."""


def read_v1(data: bytes) -> Tags:
    """Return the tags of the last 128 bytes of a file, if they are an ID3v1 tag."""
    if len(data) != V1 or data[:3] != b"TAG":
        return Tags()
    texts = [data[3:33], data[33:63], data[63:93], data[93:97], data[97:127]]
    if not texts[4][28] and texts[4][29]:
        texts[4] = texts[4][:28]
    values = [text.partition(b"\0")[0].decode("latin-1").strip() for text in texts]
    names = ("TITLE", "ARTIST", "ALBUM", "DATE", "COMMENT")
    fields: list[Field] = [
        (name, value) for name, value in zip(names, values, strict=True) if value
    ]
    if not data[125] and data[126]:
        fields.append(("TRACKNUMBER", str(data[126])))
    if data[127] < len(genre.NAMES):
        fields.append(("GENRE", genre.NAMES[data[127]]))
    return Tags(tuple(fields))


def write_tag(tags: Tags) -> bytes:
    """Return a version 2.4 tag in UTF-8; empty without tags."""
    frames: list[bytes] = []
    texts: dict[str, list[str]] = {}
    for name, value in tags.fields:
        text = utf8_text(value).replace("\0", " ")
        kind, _, about = name.partition(":")
        if kind in {"COMMENT", "LYRICS"}:
            tag = b"COMM" if kind == "COMMENT" else b"USLT"
            frames.append(_frame(tag, b"XXX" + _utf8(about) + b"\0" + text.encode()))
        elif name in _FRAMES or name in _OWN:
            texts.setdefault(_FRAMES.get(name, name), []).append(text)
        else:
            frames.append(_frame(b"TXXX", _utf8(name) + b"\0" + text.encode()))
    written = [_frame(tag.encode(), "\0".join(each).encode()) for tag, each in texts.items()]
    drawn = [
        _frame(
            b"APIC",
            b"%s\0%c%s\0%s"
            % (
                one.mime.encode("latin-1", "replace"),
                one.kind & 0xFF,
                _utf8(one.description),
                one.data,
            ),
        )
        for one in tags.pictures
    ]
    body = b"".join((*written, *frames, *drawn))
    return b"ID3\4\0\0" + _safe(len(body)) + body if body else b""


def _utf8(text: str) -> bytes:
    return utf8_text(text).replace("\0", " ").encode()


def _frame(tag: bytes, body: bytes) -> bytes:
    return tag + _safe(len(body) + 1) + struct.pack(">HB", 0, _UTF8) + body


def _safe(number: int) -> bytes:
    return bytes((number >> shift) & 0x7F for shift in (21, 14, 7, 0))
