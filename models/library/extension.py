"""Which files are taken for audio, by the end of their name.

These are the endings of the formats libsndfile reads from their header. Left
out are `raw` (it has no header) and the endings that are mostly something else
(`mat`, `txt`, `iff`), and `sd2` (its header lies in a resource fork).

Source: libsndfile 1.2.2, docs/formats.md and its table of extensions.
"""

from __future__ import annotations

AUDIO = frozenset(
    b"wav wave bwf bwav rf64 w64 aif aiff aifc au snd flac ogg oga opus mp1 mp2 mp3 caf"
    b" voc svx 8svx 16sv nist sph ircam sf paf pvf avr xi wve sds mpc htk".split()
)
"""Endings in lower case, without the dot."""
UNSUPPORTED = frozenset(
    b"m4a m4b m4r aac alac wma wv ape rx2 rex rcy dsf dff tta tak mka mpc ac3 ec3 dts amr ra shn"
    b" ofr spx ncw sd2".split()
)
"""Endings of sound that cannot be read, in lower case: such files are counted and named.

Source: Wikipedia, Comparison of audio coding formats; `rx2`, `rex`, `rcy` are loops of ReCycle,
`ncw` is of Kontakt.
"""
APPLE_DOUBLE = b"._"
"""Starts the name of a file in which macOS keeps what other systems cannot store; no sound."""


def is_audio(name: bytes) -> bool:
    """Tell whether a file of this name is taken for audio."""
    return _ending(name) in AUDIO


def unsupported(name: bytes) -> str:
    """Return the ending of a file of sound that cannot be read; empty: it is something else."""
    ending = _ending(name)
    return ending.decode() if ending in UNSUPPORTED else ""


def _ending(name: bytes) -> bytes:
    """Return the ending in lower case; empty: the name tells nothing."""
    _, dot, ending = name.rpartition(b".")
    return ending.lower() if dot and not name.startswith(APPLE_DOUBLE) else b""
