"""What a file itself says about its tempo, its root note, and whether it is a single sound.

`evidence` is what analysis asks; it stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from models.metadata.metadata import Metadata
from models.metadata.reader import read


@dataclass(frozen=True, slots=True)
class Evidence:
    """Claims of headers; each is `None` (or 0) where nothing is said."""

    one_shot: bool | None = None
    """`acid` or `basc` says that it is a single sound (or a loop); `None` without them."""
    tempo: float | None = None
    """Beats per minute that are told and that length and number of beats agree with."""
    told_tempo: float | None = None
    """Beats per minute that are told, proven or not: by `acid`, `basc`, or the tag BPM."""
    beats: int = 0
    """In the whole file, as told."""
    note: int | None = None
    """MIDI note of the root: of `acid` or `basc`, else of `smpl` or `INST`."""
    cents: float = 0.0
    """How much higher than `note` it is, 0 to 100; of `smpl` or `INST`."""
    key: str = ""
    """The tag INITIALKEY, as it stands: `Am`, `8A`, `F#m`."""
    sustained: bool = False
    """There is a loop that a sampler goes round in while a key is held."""


def evidence(file: BinaryIO | bytes) -> Evidence:
    """Return what a file says; damaged or absurd parts say nothing.

    Args:
        file: Opened for reading, able to seek; stays open.

    Raises:
        OSError: the drive failed.
    """
    return of(read(file))


def of(found: Metadata) -> Evidence:
    """Return what metadata say that were read already."""
    rhythm, sampler = found.rhythm, found.sampler
    told = rhythm.tempo if rhythm is not None and not rhythm.one_shot else 0.0
    note = rhythm.note if rhythm is not None else None
    from_sampler = note is None and sampler is not None
    return Evidence(
        one_shot=rhythm.one_shot if rhythm is not None and _says(found) else None,
        tempo=rhythm.at(found.seconds) if rhythm is not None else None,
        told_tempo=told or _number(found.tags.first("BPM")),
        beats=rhythm.beats if rhythm is not None else 0,
        note=sampler.note if sampler is not None and from_sampler else note,
        cents=sampler.cents if sampler is not None and from_sampler else 0.0,
        key=found.tags.first("INITIALKEY"),
        sustained=any(not loop.release for loop in found.loops),
    )


def _says(found: Metadata) -> bool:
    """Tell whether the header was filled in: one with neither beats nor tempo says no `loop`."""
    rhythm = found.rhythm
    return rhythm is not None and (rhythm.one_shot or rhythm.beats > 0 or rhythm.tempo > 0)


def _number(text: str) -> float | None:
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if 0 < value < 1000 else None  # noqa: PLR2004 - no tempo
