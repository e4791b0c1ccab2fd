"""How much a null test must take away until two files are called one sound.

Copies in another form, encodings with loss, and layers of one drum end at levels that overlap
(docs/decisions/0011-duplicates.md). What cannot be told from layers by what is left is likely: it
is shown, but nothing is done to it unless the person says so for its group.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import Decibels
from models.duplicates.form import bit_depth, is_lossy
from models.duplicates.group import Kind
from models.library.sample import Sample
from models.library.tag import Tag

SURE = Decibels(-60.0)
"""At most so much is left of a copy that can be given away.

Source: copies of 50 sounds in 16 bits, at 48, 44.1 and 22.05 kHz leave -68 dB at the most, but one
that is nearly silent (-50). Variants of one sound leave -43 dB at the least: BD0010 and BD2510 of
tidalcycles/Dirt-Samples, a TR-808 at two positions of its tone knob.
"""
PART = Decibels(-9.0)
"""At most so much is left of each part of such a copy (`null.of_parts`).

Source: as above, -11 dB at the most. A part that only one of both has leaves 0.
"""
ENDS, RESAMPLED = 0.5, 2.0
"""Frames by which begins and ends of such a copy may lie apart; at another rate, as its length is
rounded. A shorter or a longer version is another one: a person may want just that."""
SAME = Decibels(-40.0)
"""At most so much is left of what is perhaps a copy.

Source: `scripts/bench duplicates`: copies without loss leave -46 dB at the most (at another level,
rate or depth, other polarity, mono, later; but one whose peaks were cut off: -33); `--layers`:
layers of one drum, each a stroke of its own, leave -32.3 dB at the least (Hydrogen's
BJA_Pacific, SN4_01 and 02).
"""
LEVEL = Decibels(0.5)
"""A copy is at most so much louder or softer than another for which it can be given away.

Source: layers of one drum are also made of one stroke by level alone: those of Hydrogen's
GMRockKit, The Black Pearl and Gimme A Hand differ by 1.0 dB at the least and leave -55 to -82 dB.
"""
CUT = Decibels(-27.0)
"""At most so much is left of a cut copy, all of it where only one of both has sound.

Source: `scripts/bench duplicates`: copies cut at -40 dB of their peak leave -46 dB, a few -29. A
sound of which another has a second more at its begin leaves -22 dB (Wesnoth's wail and wail-long).
"""
LOSSY = Decibels(-18.0)
"""At most so much is left of a sound if one of both files lost some when it was written.

Source: `scripts/bench duplicates`: of Vorbis at 190 kbit/s and MP3 at 160 four of five leave less;
the rest is noise that the coder made anew. Layers of one drum go down to -32 dB: what is proven no
better than this is likely, no more.
"""

RULE = f"2 {SAME} {CUT} {LOSSY}"
"""Names what rules a pair out; the first number changes with the null test or the imprints."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a null test of two files left."""

    left: Decibels
    """Of the whole; -120 to 0."""
    inside: Decibels
    """Of the part that both have."""
    level: Decibels
    """By how much one is louder than the other, either way."""
    parts: Decibels = Decibels(0.0)
    """Of the part of which most is left; 0 where nobody looked, as the whole leaves too much."""
    ends: float = 0.0
    """Frames, at the lower rate, by which begins or ends lie apart."""
    inverted: bool = False
    """One has the polarity that the other has not: they do not mix alike."""


def residual_limit(one: Sample, other: Sample) -> Decibels:
    """Return the most that may be left of two files that are one sound."""
    return LOSSY if is_lossy(one.format) is not is_lossy(other.format) else CUT


def proven_kind(best: Sample, other: Sample, proof: Proof) -> Kind | None:
    """Return what a file has in common with the better one; `None`: too little.

    That it is one sound never depends on which is the better one.
    """
    packed = is_lossy(best.format), is_lossy(other.format)
    if proof.left <= SAME:
        return Kind.NEAR if _sure(best, other, proof) else Kind.LIKELY
    if packed[0] is not packed[1]:
        return Kind.LIKELY if proof.left <= LOSSY else None
    return Kind.LIKELY if proof.left <= CUT and proof.inside <= SAME else None


def _sure(best: Sample, other: Sample, proof: Proof) -> bool:
    """Tell whether nothing is lost if the other one is given away."""
    ends = ENDS if best.rate == other.rate else RESAMPLED
    same = proof.left <= SURE and proof.parts <= PART and proof.ends <= ends
    return same and abs(proof.level) <= LEVEL and not proof.inverted and not _lacks(best, other)


def _lacks(best: Sample, other: Sample) -> bool:
    """Tell whether the better file, for all its frequencies, lacks what the other may have."""
    loss = is_lossy(best.format) and not is_lossy(other.format)
    fewer = best.channels < other.channels or bit_depth(best.format) < bit_depth(other.format)
    return loss or fewer or best.rate < other.rate


def quality_order(one: Sample) -> tuple[object, ...]:
    """Return what sorts the better files first: more bandwidth, channels, bits, and sound.

    What was rejected, or cannot be read, is better than nothing else.
    """
    packed = is_lossy(one.format)
    there = one.tag is Tag.TRASH, bool(one.error)
    return *there, -one.rate, -one.channels, packed, -bit_depth(one.format), -one.length, one.path
