"""The aspects of similarity and their weights."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Aspect(StrEnum):
    """One aspect in which sounds are compared."""

    TIMBRE = "timbre"
    """Output of a network trained on sound categories."""
    SPECTRUM = "spectrum"
    """Spectral shape, brightness and noisiness over the whole sound."""
    ENVELOPE = "envelope"
    """Length, attack, decay."""
    PITCH = "pitch"
    """Presence of a pitch, and its height."""
    COURSE = "course"
    """Evolution of the spectral shape over time."""
    KIND = "kind"
    """Sound category, learned from labelled sounds; only the default model has it."""


Weights = Mapping[Aspect, float]
"""Weight of each aspect, 0 or more; only ratios matter. Missing aspects weigh 0."""

WEIGHTS: Weights = {
    Aspect.TIMBRE: 1.0,
    Aspect.SPECTRUM: 0.25,
    Aspect.ENVELOPE: 0.16,
    Aspect.PITCH: 0.04,
    Aspect.COURSE: 0.49,
    Aspect.KIND: 3.88,
}
"""Weights that best retrieve sounds of the same kind from unseen packs.

Source: `scripts/bench quality`. `KIND` weighs twice as much as all others together.
"""
IMITATION: Weights = {
    Aspect.TIMBRE: 0.1,
    Aspect.SPECTRUM: 0.1,
    Aspect.ENVELOPE: 1.0,
    Aspect.PITCH: 0.1,
    Aspect.COURSE: 1.0,
    Aspect.KIND: 0.5,
}
"""Weights that best find what a voice imitates: it has another timbre, and is of another kind.

Source: `scripts/bench voice`, chosen on the tuning half.
"""


def imitated(weights: Weights) -> Weights:
    """Return weights for a question by voice: changed by as much as the usual ones were."""
    return {name: weight * IMITATION[name] / WEIGHTS[name] for name, weight in weights.items()}
