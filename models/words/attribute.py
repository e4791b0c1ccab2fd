"""Measured attributes that adjectives stand for."""

from __future__ import annotations

from enum import StrEnum


class Attribute(StrEnum):
    """What an adjective compares; the value is written in `adjectives.tsv`."""

    LENGTH = "length"
    BRIGHTNESS = "brightness"
    LOW_END = "low end"
    PITCH = "pitch"
    TONALITY = "tonality"
    ATTACK = "attack"
    """Its duration: a slow one has more."""
    PUNCH = "punch"
    REVERB = "reverb"
    DENSITY = "density"
    SWEEP = "sweep"
    """Whether it becomes brighter."""
    STEADINESS = "steadiness"


LISTED = tuple(Attribute)
"""Order of the columns of `measure`."""
