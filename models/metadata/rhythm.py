"""What the maker of a loop says about its beats: `acid` of WAV, `basc` of AIFF and CAF.

Neither is documented by its maker. Sources: libsndfile 1.2.2, src/wavlike.c (`acid`);
"Apple Loops", exiftool 12, and files of GarageBand (`basc`).
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass

from models.metadata.cursor import Cursor

_ONE_SHOT, _ROOT = 1, 2
_STRETCH = 4
_BASC = 84
"""Bytes of a whole `basc`."""
_LOOP = 2
"""`basc`: the kind that is stretched; 1 is a one-shot."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Beats, tempo and root note, as a header claims them; nothing of it need be true."""

    one_shot: bool = False
    """A single sound: never stretched, without a tempo."""
    note: int | None = None
    """MIDI note of the root; `None`: not told."""
    beats: int = 0
    """In the whole file; 0: not told."""
    numerator: int = 4
    """Of the meter; 0: not told."""
    denominator: int = 4
    tempo: float = 0.0
    """Beats per minute; 0: not told."""
    flags: int = 0
    """All of `acid`: 1 one-shot, 2 root note is set, 4 stretch, 8 on disk, 16 higher octave."""

    def at(self, seconds: float) -> float | None:
        """Return the tempo that a length proves, or `None`.

        It does if the beats counted and the beats that fit at the tempo told are
        the same number, rounded: some makers leave a rest behind the last beat.

        Args:
            seconds: Length of the file.
        """
        if self.one_shot or self.beats <= 0 or not 0 < self.tempo < math.inf:
            return None
        fitting = self.tempo * seconds / 60
        return self.tempo if abs(fitting - self.beats) <= 1 / 2 else None


def read_acid(body: bytes) -> Rhythm:
    """Return what an `acid` chunk tells.

    Raises:
        Truncated: it is cut off.
    """
    cursor = Cursor(body)
    flags, note = cursor.unsigned(4), cursor.unsigned(2)
    cursor.take(6)  # two values nobody knows
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
    """Return what a `basc` chunk tells; the tempo follows from beats and length.

    Raises:
        Truncated: it is cut off.
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
        0 if one_shot else _STRETCH,
    )


def write_basc(rhythm: Rhythm) -> bytes:
    """Return the body of `basc`; its scale is not told."""
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
