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
UNSUPPORTED = frozenset(
    b"m4a m4b m4r aac alac wma wv ape rx2 rex rcy dsf dff tta tak mka mpc ac3 ec3 dts amr ra shn"
    b" ofr spx ncw sd2".split()
)
"""Extensions of audio formats that cannot be decoded, in lower case: counted and reported.

Source: Wikipedia, Comparison of audio coding formats; `rx2`, `rex`, `rcy` are ReCycle loops, `ncw`
is from Kontakt.
"""
APPLE_DOUBLE = b"._"
"""Prefix of AppleDouble files, in which macOS keeps resource forks; never audio."""


def is_audio(name: bytes) -> bool:
    """Return whether a file name has an audio extension."""
    return _ending(name) in AUDIO


def unsupported_extension(name: bytes) -> str:
    """Return the extension of an audio format that cannot be decoded, else an empty string."""
    ending = _ending(name)
    return ending.decode() if ending in UNSUPPORTED else ""


def _ending(name: bytes) -> bytes:
    """Return the extension in lower case; empty: none."""
    _, dot, ending = name.rpartition(b".")
    return ending.lower() if dot and not name.startswith(APPLE_DOUBLE) else b""
