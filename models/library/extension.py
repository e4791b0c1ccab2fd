"""Audio files by extension.

These are the extensions of the formats that libsndfile detects by header. Excluded are `raw`
(headerless), extensions that mostly mean something else (`mat`, `txt`, `iff`), and `sd2` (its
header is in a resource fork).

Source: libsndfile 1.2.2, docs/formats.md and its table of extensions.
"""

from __future__ import annotations

AUDIO = frozenset(
    b"wav wave bwf bwav rf64 w64 aif aiff aifc au snd flac ogg oga opus mp1 mp2 mp3 caf"
    b" voc svx 8svx 16sv nist sph ircam sf paf pvf avr xi wve sds mpc htk".split()
)
"""Extensions in lower case, without the dot."""
FFMPEG = frozenset(b"m4a m4b m4r aac wma wv tta".split())
"""Extensions of the formats that the optional package `av` decodes, in lower case."""
SAME_FORMAT = tuple(
    frozenset(names.split())
    for names in (b"wav wave bwf bwav rf64 w64", b"aif aiff aifc", b"ogg oga opus", b"mp1 mp2 mp3")
)
"""Extensions that stand for one format, or a family of which each reader reads all."""
UNSUPPORTED = frozenset(
    b"alac ape rx2 rex rcy dsf dff tak mka mpc ac3 ec3 dts amr ra shn ofr spx ncw sd2".split()
)
"""Extensions of audio formats that are never decoded, in lower case: counted and reported.

Source: Wikipedia, Comparison of audio coding formats; `rx2`, `rex`, `rcy` are ReCycle loops, `ncw`
is from Kontakt.
"""
APPLE_DOUBLE = b"._"
"""Prefix of AppleDouble files, in which macOS keeps resource forks; never audio."""


def is_audio(name: bytes, *, ffmpeg: bool = False) -> bool:
    """Return whether a file name has the extension of a format that can be decoded.

    Args:
        name: Of the file.
        ffmpeg: Whether the optional decoder is installed.
    """
    ending = _ending(name)
    return ending in AUDIO or (ffmpeg and ending in FFMPEG)


def unsupported_extension(name: bytes) -> str:
    """Return the extension of an audio format without a decoder, else an empty string.

    The caller has excluded those that `is_audio`.
    """
    ending = _ending(name)
    return ending.decode() if ending in UNSUPPORTED or ending in FFMPEG else ""


def extension(name: bytes) -> bytes:
    """Return the extension of a format that can be decoded, in lower case; else empty."""
    return _ending(name) if is_audio(name, ffmpeg=True) else b""


def _ending(name: bytes) -> bytes:
    """Return the extension in lower case; empty: none."""
    _, dot, ending = name.rpartition(b".")
    return ending.lower() if dot and not name.startswith(APPLE_DOUBLE) else b""
