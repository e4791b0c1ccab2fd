"""Dropouts per minute: what the status bar warns of."""

from __future__ import annotations

from collections import deque

from models.audio.buffer_trial import GRACE

MINUTE = 60.0
FEW, MANY = 1, 10
"""Dropouts per minute from which one hears them now and then, and from which they spoil it."""


class DropoutRate:
    """Counts the dropouts of the last minute, of a figure that only grows while it sounds.

    Those of the first seconds of an output do not count, as for `BufferTrial`.
    """

    def __init__(self, begun: float) -> None:
        """Begin with an output that started at `begun`, in seconds of any clock."""
        self._begun = begun
        self._counted = 0
        self._recent: deque[tuple[float, int]] = deque()

    def count(self, now: float, dropouts: int) -> int:
        """Return the dropouts of the last minute.

        Args:
            now: Seconds of the same clock, never less than before.
            dropouts: Their number since the output started; less than before after a restart.
        """
        new, self._counted = max(0, dropouts - self._counted), dropouts
        if new and now - self._begun >= GRACE:
            self._recent.append((now, new))
        while self._recent and self._recent[0][0] <= now - MINUTE:
            self._recent.popleft()
        return sum(number for _, number in self._recent)
