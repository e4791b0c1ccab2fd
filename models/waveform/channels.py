"""Layout of channels in the waveform."""

from __future__ import annotations

from enum import Enum


class Channels(Enum):
    """How channels are laid out in lanes."""

    SPLIT = "separate"
    """One lane per channel."""
    MONO = "mixed"
    """One lane with the extremes of all channels; never their mean, which would draw a sound in
    opposite phase flat."""
