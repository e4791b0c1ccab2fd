"""Layout of a file whose audio can be replaced without loss, and the parts of its new version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from models.edit.pcm import PcmFormat
from models.edit.positions import Positions


class NotInPlace(Exception):
    """The file cannot be edited in place; the message says why."""


@dataclass(frozen=True, slots=True)
class Extent:
    """Bytes of the old file, copied as they are."""

    at: int
    size: int


Part = bytes | Extent


def part_size(part: Part) -> int:
    """Return the number of bytes of a part."""
    return part.size if isinstance(part, Extent) else len(part)


@dataclass(frozen=True, slots=True)
class Audio:
    """Where uncompressed audio lies in a file."""

    format: PcmFormat
    at: int
    """Offset in bytes."""
    frames: int


@dataclass(frozen=True, slots=True)
class Revision:
    """What an edit does to the sound of a file."""

    old: PcmFormat
    new: PcmFormat
    positions: Positions
    same_level: bool
    """What was measured of the level stays true."""

    @property
    def frames(self) -> int:
        """Frames of the new sound."""
        return self.positions.new

    @property
    def moves(self) -> bool:
        """Whether any position changes."""
        return not self.positions.same

    @property
    def head(self) -> int:
        """Frames that were removed in front of the first one, at the old rate."""
        first = min(self.positions.pieces, key=lambda one: one.to, default=None)
        return first.start if first is not None and not first.backward else 0

    @property
    def sound_kept(self) -> bool:
        """Whether level, length and channels stay, so that measurements stay true."""
        plain = self.positions.ratio == Fraction(self.new.rate, self.old.rate)
        whole = plain and len(self.positions.pieces) == 1 and self.head == 0
        same = self.positions.pieces[:1] and self.positions.pieces[0].end == self.positions.old
        return bool(whole and same and self.same_level and self.old.channels == self.new.channels)


@dataclass(slots=True)
class Parts:
    """Parts of the new file around its audio."""

    before: list[Part] = field(default_factory=list[Part])
    after: list[Part] = field(default_factory=list[Part])
    notes: list[str] = field(default_factory=list[str])
    """What was lost, one line each: what, why."""


def total(parts: Sequence[Part]) -> int:
    """Return the bytes of parts together."""
    return sum(map(part_size, parts))
