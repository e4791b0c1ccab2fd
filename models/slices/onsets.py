"""Markers at the onsets that are strong enough."""

from __future__ import annotations

from collections.abc import Sequence

from models.slices.markers import Markers, make_markers


def strong_onsets(
    onsets: Sequence[int], strengths: Sequence[float], sensitivity: float, frames: int
) -> Markers:
    """Return a marker at each onset that reaches a share of the strongest one.

    The share is what is missing to full sensitivity. Strengths are of compressed magnitudes, so
    that a hit 16 dB quieter still has two thirds of the strength.

    Args:
        onsets: Frames, ascending.
        strengths: Of each onset, 0 or more.
        sensitivity: 1: all of them; 0: the strongest only; between: never fewer than with less.
        frames: Length of the sample.
    """
    share = 1 - min(1.0, max(0.0, sensitivity))
    least = share * max(strengths, default=0.0)
    return make_markers(
        (
            frame
            for frame, strength in zip(onsets, strengths, strict=True)
            if sensitivity >= 1 or strength >= least
        ),
        frames,
    )
