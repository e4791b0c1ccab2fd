"""Counts blocks that came too late: by then the device had played all that was buffered.

Sound servers do not report that to their clients, as ALSA itself does for a card.
"""

from __future__ import annotations


class LateBlocks:
    """Compares the time between two blocks with what is buffered."""

    def __init__(self, buffered: float) -> None:
        """Create the counter.

        Args:
            buffered: Seconds of audio that the device has at the beginning of a block, at most.
        """
        self._buffered = buffered
        self._last: float | None = None
        self.count = 0

    def begin_block(self, now: float, *, playing: bool) -> None:
        """Note that a block begins.

        Args:
            now: Seconds of the monotonic clock.
            playing: Whether anything was played by the block before: else nobody hears a gap.
        """
        if playing and self._last is not None and now - self._last > self._buffered:
            self.count += 1
        self._last = now
