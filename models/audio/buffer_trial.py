"""Which buffer is used where none is configured: the shortest that runs without dropouts."""

from __future__ import annotations

from collections import deque

SHORTEST = 128
"""Frames that are tried first."""
SIZES = (SHORTEST, 256, 512)
"""Frames that are tried one after the other."""
GRACE = 3.0
"""Seconds after the start of the device in which dropouts do not count: the app starts as well."""
ALLOWED, WINDOW = 2, 60.0
"""Dropouts that may happen within that many seconds; other programs can cause some."""


def longer_buffer(frames: int) -> int | None:
    """Return the next longer buffer to try; `None` behind the last."""
    return next((size for size in SIZES if size > frames), None)


class BufferTrial:
    """Watches the dropouts of one output since its start."""

    def __init__(self, begun: float) -> None:
        """Begin at `begun`, in seconds of any clock."""
        self._begun = begun
        self._counted = 0
        self._recent: deque[float] = deque()

    def passes(self, now: float, dropouts: int) -> bool:
        """Return whether the buffer may stay.

        Args:
            now: Seconds of the same clock.
            dropouts: Their number since the start.
        """
        new, self._counted = dropouts - self._counted, dropouts
        if now - self._begun >= GRACE:
            self._recent.extend([now] * new)
        while self._recent and self._recent[0] <= now - WINDOW:
            self._recent.popleft()
        return len(self._recent) <= ALLOWED
