"""Fractional ranks: numbers between which further ones fit."""

from __future__ import annotations

from collections.abc import Sequence

APART = 1.0
"""Distance of consecutive ranks."""


def ranks_between(low: float | None, high: float | None, count: int) -> list[float] | None:
    """Return `count` ascending ranks between two; `None` if there is no room left.

    Args:
        low: The rank before them; `None`: there is none.
        high: The rank after them; `None`: there is none.
        count: Number of ranks.
    """
    if low is None:
        low = (high or 0.0) - APART * (count + 1)
    if high is None:
        return [low + APART * number for number in range(1, count + 1)]
    step = (high - low) / (count + 1)
    places = [low + step * number for number in range(1, count + 1)]
    rising = all(one < other for one, other in zip([low, *places], [*places, high], strict=True))
    return places if rising else None


def even_ranks(count: int) -> Sequence[float]:
    """Return `count` evenly spaced ranks."""
    return [APART * number for number in range(1, count + 1)]
