"""Places in an order, as numbers between which there is room for others."""

from __future__ import annotations

from collections.abc import Sequence

APART = 1.0
"""Distance of two places that were given one after the other."""


def between(low: float | None, high: float | None, count: int) -> list[float] | None:
    """Return `count` rising places between two; `None` if there is no room left.

    Args:
        low: The place before them; `None`: there is none.
        high: The place behind them; `None`: there is none.
        count: How many are wanted.
    """
    if low is None:
        low = (high or 0.0) - APART * (count + 1)
    if high is None:
        return [low + APART * number for number in range(1, count + 1)]
    step = (high - low) / (count + 1)
    places = [low + step * number for number in range(1, count + 1)]
    rising = all(one < other for one, other in zip([low, *places], [*places, high], strict=True))
    return places if rising else None


def evenly(count: int) -> Sequence[float]:
    """Return `count` places with room between all of them."""
    return [APART * number for number in range(1, count + 1)]
