"""Names of formats that are not supported audio, by their first bytes.

Source: signatures from the formats' specifications, as in `file(1)` and Wikipedia's list of file
signatures.
"""

from __future__ import annotations

_BEGINS = (
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "Windows Media (WMA)"),
    (b"MAC ", "Monkey's Audio (APE)"),
    (b"wvpk", "WavPack"),
    (b"DSD ", "DSD (DSF)"),
    (b"FRM8", "DSD (DFF)"),
    (b"TTA1", "True Audio (TTA)"),
    (b"MPCK", "Musepack"),
    (b"MP+", "Musepack"),
    (b"\x1a\x45\xdf\xa3", "Matroska or WebM"),
    (b"MThd", "MIDI"),
    (b"\xff\xf1", "AAC (ADTS)"),
    (b"\xff\xf9", "AAC (ADTS)"),
    (b"ADIF", "AAC (ADIF)"),
    (b"\x0b\x77", "Dolby Digital (AC-3)"),
    (b"#!AMR", "AMR"),
    (b"FLV\1", "Flash video"),
    (b".RMF", "RealMedia"),
    (b"PK\3\4", "a ZIP archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"SQLite format 3", "a database (SQLite)"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
)


_FFMPEG = (
    *(b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", b"wvpk", b"TTA1"),
    *(b"\xff\xf1", b"\xff\xf9", b"ADIF"),
)


def needs_ffmpeg(head: bytes) -> bool:
    """Return whether a file is in a format that the optional decoder reads.

    Args:
        head: The first 64 bytes.
    """
    return head[4:8] == b"ftyp" or head.startswith(_FFMPEG)


def foreign_format(head: bytes) -> str:
    """Return the format of a file, such as `MP4 (M4A)`; empty if unknown.

    Args:
        head: The first 64 bytes.
    """
    if head[4:8] == b"ftyp":
        return "MP4 (M4A, AAC or ALAC)" if head[8:11] in {b"M4A", b"M4B"} else "MP4"
    if head[:4] == b"CAT " and b"REX" in head[:64]:
        return "REX2"
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return "a video (AVI)"
    return next((name for begin, name in _BEGINS if head.startswith(begin)), "")
