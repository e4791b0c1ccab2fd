"""Beats and tempo of a loop as stated by its maker: `acid` of WAV, `basc` of AIFF and CAF.

Neither is documented by its maker. Sources: libsndfile 1.2.2, src/wavlike.c (`acid`); "Apple
Loops", exiftool 12, and files of GarageBand (`basc`).
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass

from models.metadata.cursor import Cursor

_ONE_SHOT, _ROOT = 1, 2
_TIME_STRETCHED = 4
_BASC = 84
"""Bytes of a complete `basc`."""
_LOOP = 2
"""Loop type of `basc`; 1 is a one-shot."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Beats, tempo and root note as stated by a header, unverified."""

    one_shot: bool = False
    """Whether it is a one-shot: never stretched, without tempo."""
    note: int | None = None
    """MIDI root note; `None` if not stated."""
    beats: int = 0
    """Number of beats in the whole file; 0 if not stated."""
    numerator: int = 4
    """Of the time signature; 0 if not stated."""
    denominator: int = 4
    tempo: float = 0.0
    """BPM; 0 if not stated."""
    flags: int = 0
    """Flags of `acid`: 1 one-shot, 2 root note set, 4 stretch, 8 disk-based, 16 higher octave."""

    def at(self, seconds: float) -> float | None:
        """Return the tempo in BPM if the length confirms it, else `None`.

        It does if the stated number of beats equals the beats that fit at the stated tempo,
        rounded: some makers leave a rest behind the last beat.

        Args:
            seconds: Length of the file.
        """
        if self.one_shot or self.beats <= 0 or not 0 < self.tempo < math.inf:
            return None
        fitting = self.tempo * seconds / 60
        return self.tempo if abs(fitting - self.beats) <= 1 / 2 else None


def read_acid(body: bytes) -> Rhythm:
    """Return the contents of an `acid` chunk.

    Raises:
        Truncated: the chunk is cut off.
    """
    cursor = Cursor(body)
    flags, note = cursor.unsigned(4), cursor.unsigned(2)
    cursor.take(6)  # two values of unknown meaning
    beats, denominator, numerator = cursor.unsigned(4), cursor.unsigned(2), cursor.unsigned(2)
    tempo = cursor.float32()
    return Rhythm(
        bool(flags & _ONE_SHOT),
        note if flags & _ROOT and note <= 127 else None,  # noqa: PLR2004
        beats,
        numerator,
        denominator,
        tempo if 0 < tempo < math.inf else 0.0,
        flags,
    )


def write_acid(rhythm: Rhythm) -> bytes:
    """Return the body of `acid`."""
    flags = rhythm.flags & ~(_ONE_SHOT | _ROOT)
    flags |= _ONE_SHOT if rhythm.one_shot else 0
    flags |= 0 if rhythm.note is None else _ROOT
    return struct.pack(
        "<IHHfIHHf",
        flags,
        60 if rhythm.note is None else rhythm.note,
        0x8000,
        0.0,
        rhythm.beats,
        rhythm.denominator,
        rhythm.numerator,
        rhythm.tempo,
    )


def read_basc(body: bytes, seconds: float) -> Rhythm:
    """Return the contents of a `basc` chunk; tempo is derived from beats and length.

    Raises:
        Truncated: the chunk is cut off.
    """
    cursor = Cursor(body, "big")
    cursor.take(4)  # version
    beats, note = cursor.unsigned(4), cursor.unsigned(2)
    cursor.take(2)  # scale: neither, minor, major, both
    numerator, denominator, kind = cursor.unsigned(2), cursor.unsigned(2), cursor.unsigned(2)
    one_shot = kind == 1
    tempo = beats * 60 / seconds if seconds > 0 and not one_shot else 0.0
    return Rhythm(
        one_shot,
        note if 0 < note <= 127 else None,  # noqa: PLR2004
        beats,
        numerator,
        denominator,
        tempo,
        0 if one_shot else _TIME_STRETCHED,
    )


def write_basc(rhythm: Rhythm) -> bytes:
    """Return the body of `basc`; scale is left unset."""
    head = struct.pack(
        ">IIHHHHH",
        1,
        rhythm.beats,
        rhythm.note or 0,
        0,
        rhythm.numerator,
        rhythm.denominator,
        1 if rhythm.one_shot else _LOOP,
    )
    return head.ljust(_BASC, b"\0")
