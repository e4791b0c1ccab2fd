"""In which ways sounds can be alike, and how much each counts."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Aspect(StrEnum):
    """One way of being alike."""

    TIMBRE = "timbre"
    """What a network trained on categories of sounds hears."""
    SPECTRUM = "spectrum"
    """Colour, brightness, noisiness over the whole sound."""
    ENVELOPE = "envelope"
    """Length, attack, decay."""
    PITCH = "pitch"
    """Whether there is one, and which."""
    COURSE = "course"
    """How the colour changes from the beginning on."""
    KIND = "kind"
    """What kind of sound it is, as was learned from labelled ones; the default model's only."""


Weights = Mapping[Aspect, float]
"""How much each aspect counts, 0 or more; only their ratios matter. What is missing is 0."""

WEIGHTS: Weights = {
    Aspect.TIMBRE: 1.0,
    Aspect.SPECTRUM: 0.25,
    Aspect.ENVELOPE: 0.16,
    Aspect.PITCH: 0.04,
    Aspect.COURSE: 0.49,
    Aspect.KIND: 1.24,
}
"""What is best at finding sounds of the same kind in packs not heard before.

Source: `scripts/bench quality`. `KIND` counts 0.64 of all others together: with more of it,
kinds of sound that it was not fitted on are found less well.
"""
