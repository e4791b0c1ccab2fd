"""Thresholds on the null test residual for calling two files duplicates.

Copies in another format, lossy encodings and layers of one drum reach overlapping residuals
(docs/decisions/0011-duplicates.md). Pairs that the residual cannot distinguish from layers are
likely: they are shown, but not acted upon unless the user decides so for their group.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import Decibels
from models.duplicates.form import bit_depth, is_lossy
from models.duplicates.group import Kind
from models.library.sample import Sample

SURE = Decibels(-60.0)
"""Maximum residual of a redundant copy.

Source: copies of 50 sounds in 16 bits, at 48, 44.1 and 22.05 kHz leave -68 dB at the most, but one
that is nearly silent (-50). Variants of one sound leave -43 dB at the least: BD0010 and BD2510 of
tidalcycles/Dirt-Samples, a TR-808 at two positions of its tone knob.
"""
PART = Decibels(-9.0)
"""Maximum residual of each part of such a copy (`null_test.worst_part`).

Source: as above, -11 dB at the most. A part that only one of both has leaves 0.
"""
ENDS, RESAMPLED = 0.5, 2.0
"""Maximum distance in frames of beginnings and ends of such a copy; the second at another rate,
where the length is rounded. A shorter or longer version is not a copy: a user may want just
that.
"""
SAME = Decibels(-40.0)
"""Maximum residual of a likely copy.

Source: `scripts/bench duplicates`: copies without loss leave -46 dB at the most (at another level,
rate or depth, other polarity, mono, later; but one whose peaks were cut off: -33); `--layers`:
layers of one drum, each a stroke of its own, leave -32.3 dB at the least (Hydrogen's BJA_Pacific,
SN4_01 and 02).
"""
LEVEL = Decibels(0.5)
"""Maximum level difference of a redundant copy, either way.

Source: layers of one drum are also made of one stroke by level alone: those of Hydrogen's
GMRockKit, The Black Pearl and Gimme A Hand differ by 1.0 dB at the least and leave -55 to -82 dB.
"""
CUT = Decibels(-27.0)
"""Maximum residual of a trimmed copy, all of it where only one of both has sound.

Source: `scripts/bench duplicates`: copies cut at -40 dB of their peak leave -46 dB, a few -29. A
sound of which another has a second more at its begin leaves -22 dB (Wesnoth's wail and wail-long).
"""
LOSSY = Decibels(-18.0)
"""Maximum residual if one of both files is lossy.

Source: `scripts/bench duplicates`: of Vorbis at 190 kbit/s and MP3 at 160 four of five leave less;
the rest is coding noise. Layers of one drum go down to -32 dB: pairs proven no better than this are
only likely.
"""

RULE = f"3 {SAME} {CUT} {LOSSY}"
"""Version of the rules that rule pairs out; the first number counts null test and fingerprints."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Null test outcome of two files."""

    left: Decibels
    """Residual of the whole; -120 to 0."""
    inside: Decibels
    """Residual of the overlap."""
    level: Decibels
    """Level difference, either way."""
    parts: Decibels = Decibels(0.0)
    """Highest residual of a part; 0 if not measured, as that of the whole is too high."""
    ends: float = 0.0
    """Frames, at the lower rate, between beginnings or ends."""
    inverted: bool = False
    """The polarities differ: they do not mix alike."""


def residual_limit(one: Sample, other: Sample) -> Decibels:
    """Return the maximum residual at which two files may be duplicates."""
    return LOSSY if is_lossy(one.format) is not is_lossy(other.format) else CUT


def proven_kind(best: Sample, other: Sample, proof: Proof) -> Kind | None:
    """Return how a file relates to the better one; `None`: not a duplicate.

    Whether it is one does not depend on which is the better one.
    """
    packed = is_lossy(best.format), is_lossy(other.format)
    if proof.left <= SAME:
        return Kind.NEAR if _sure(best, other, proof) else Kind.LIKELY
    if packed[0] is not packed[1]:
        return Kind.LIKELY if proof.left <= LOSSY else None
    return Kind.LIKELY if proof.left <= CUT and proof.inside <= SAME else None


def _sure(best: Sample, other: Sample, proof: Proof) -> bool:
    """Return whether nothing is lost by deleting the other file."""
    ends = ENDS if best.rate == other.rate else RESAMPLED
    same = proof.left <= SURE and proof.parts <= PART and proof.ends <= ends
    return same and abs(proof.level) <= LEVEL and not proof.inverted and not _lacks(best, other)


def _lacks(best: Sample, other: Sample) -> bool:
    """Return whether the better file lacks resolution that the other may have."""
    loss = is_lossy(best.format) and not is_lossy(other.format)
    fewer = best.channels < other.channels or bit_depth(best.format) < bit_depth(other.format)
    return loss or fewer or best.rate < other.rate
