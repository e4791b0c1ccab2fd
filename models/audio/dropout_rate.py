"""Dropouts per minute: what the status bar warns of."""

from __future__ import annotations

from collections import deque

MINUTE = 60.0
FEW, MANY = 1, 10
"""Dropouts per minute from which one hears them now and then, and from which they spoil it."""


class DropoutRate:
    """Counts the dropouts of the last minute, of a figure that only grows while it sounds."""

    def __init__(self) -> None:
        """Nothing dropped out yet."""
        self._counted = 0
        self._recent: deque[tuple[float, int]] = deque()

    def count(self, now: float, dropouts: int) -> int:
        """Return the dropouts of the last minute.

        Args:
            now: Seconds of any clock, never less than before.
            dropouts: Their number since the output started; less than before after a restart.
        """
        new, self._counted = max(0, dropouts - self._counted), dropouts
        if new:
            self._recent.append((now, new))
        while self._recent and self._recent[0][0] <= now - MINUTE:
            self._recent.popleft()
        return sum(number for _, number in self._recent)
