"""Tempo, root note and one-shot flag as stated by the file itself.

`evidence` is the interface for audio analysis; keep it stable.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from models.metadata.metadata import Metadata
from models.metadata.reader import read_metadata


@dataclass(frozen=True, slots=True)
class Evidence:
    """Statements of headers; each is `None` (or 0) if absent."""

    one_shot: bool | None = None
    """Whether `acid` or `basc` declares a one-shot (or a loop); `None` without them."""
    tempo: float | None = None
    """Stated tempo in BPM, confirmed by length and number of beats."""
    stated_tempo: float | None = None
    """Stated tempo in BPM, confirmed or not: from `acid`, `basc` or the BPM tag."""
    beats: int = 0
    """Number of beats in the whole file, as stated."""
    note: int | None = None
    """MIDI root note: from `acid` or `basc`, else from `smpl` or `INST`."""
    cents: float = 0.0
    """Pitch above `note`, 0 to 100 cents; from `smpl` or `INST`."""
    key: str = ""
    """Value of the INITIALKEY tag, verbatim: `Am`, `8A`, `F#m`."""
    sustained: bool = False
    """Whether there is a sustain loop for samplers."""


def evidence(file: BinaryIO | bytes) -> Evidence:
    """Return the statements of a file; damaged or implausible parts yield none.

    Args:
        file: Opened for reading, seekable; stays open.

    Raises:
        OSError: the drive fails.
    """
    return stated_in(read_metadata(file))


def stated_in(found: Metadata) -> Evidence:
    """Return the statements in metadata that have been read."""
    rhythm, sampler = found.rhythm, found.sampler
    stated = rhythm.tempo if rhythm is not None and not rhythm.one_shot else 0.0
    note = rhythm.note if rhythm is not None else None
    from_sampler = note is None and sampler is not None
    return Evidence(
        one_shot=rhythm.one_shot if rhythm is not None and _says(found) else None,
        tempo=rhythm.at(found.seconds) if rhythm is not None else None,
        stated_tempo=stated or _number(found.tags.first("BPM")),
        beats=rhythm.beats if rhythm is not None else 0,
        note=sampler.note if sampler is not None and from_sampler else note,
        cents=sampler.cents if sampler is not None and from_sampler else 0.0,
        key=found.tags.first("INITIALKEY"),
        sustained=any(not loop.release for loop in found.loops),
    )


def _says(found: Metadata) -> bool:
    """Return whether the header is filled in: without beats and tempo it implies no loop."""
    rhythm = found.rhythm
    return rhythm is not None and (rhythm.one_shot or rhythm.beats > 0 or rhythm.tempo > 0)


def _number(text: str) -> float | None:
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if 0 < value < 1000 else None  # noqa: PLR2004 - no tempo
