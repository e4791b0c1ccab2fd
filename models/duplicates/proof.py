"""How much a null test must take away until two files are called one sound.

Copies in another form, encodings with loss, and layers of one drum end at levels that overlap
(docs/decisions/0011-duplicates.md). What cannot be told from layers by what is left is likely: it
is shown, but nothing is done to it unless the person says so for its group.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import Decibels
from models.duplicates.form import depth, lossy
from models.duplicates.group import Kind
from models.library.sample import Sample

SAME = Decibels(-40.0)
"""At most so much is left of a copy.

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

RULE = f"1 {SAME} {CUT} {LOSSY}"
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


def worth(one: Sample, other: Sample) -> Decibels:
    """Return the most that may be left of two files that are one sound."""
    return LOSSY if lossy(one.format) is not lossy(other.format) else CUT


def proven(best: Sample, other: Sample, proof: Proof) -> Kind | None:
    """Return what a file has in common with the better one; `None`: too little.

    That it is one sound never depends on which is the better one.
    """
    packed = lossy(best.format), lossy(other.format)
    if proof.left <= SAME:
        sure = abs(proof.level) <= LEVEL and not _lacks(best, other)
        return Kind.NEAR if sure else Kind.LIKELY
    if packed[0] is not packed[1]:
        return Kind.LIKELY if proof.left <= LOSSY else None
    return Kind.LIKELY if proof.left <= CUT and proof.inside <= SAME else None


def _lacks(best: Sample, other: Sample) -> bool:
    """Tell whether the better file, for all its frequencies, lacks what the other may have."""
    loss = lossy(best.format) and not lossy(other.format)
    return loss or best.channels < other.channels or depth(best.format) < depth(other.format)


def worse(one: Sample) -> tuple[object, ...]:
    """Return what sorts the better files first: more bandwidth, channels, bits, and sound."""
    packed = lossy(one.format)
    return -one.rate, -one.channels, packed, -depth(one.format), -one.length, one.path
