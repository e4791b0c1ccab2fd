"""Whose size a window has: what we made it, or what the user or the window manager did."""

from __future__ import annotations

from models.layout.opening import Size

SETTLING = 1.0
"""Seconds after a change by us in which any size that X11 reports is a step on the way to it."""


class WindowSize:
    """Tells steps of our own changes from changes by others.

    X11 reports sizes late, on a busy machine by seconds, and reports former ones again. So a size
    that we have left is a step on the way, whenever it comes; any other one is after `SETTLING`.
    """

    def __init__(self) -> None:
        self.left_by_others: Size | None = None
        """As the user left it, in pixels; `None`: not known yet."""
        self.made: Size | None = None
        """What we made of that, last: larger where less would not fit the scale."""
        self._before: set[Size] = set()
        self._settled = 0.0

    def change(self, size: Size, now: Size, at: float) -> None:
        """Note a size that we ask for.

        Args:
            size: Wanted.
            now: Size of the window until then.
            at: Seconds of a monotonic clock.
        """
        self._before |= {now, (size[0], now[1]), (now[0], size[1])} | (
            set() if self.made is None else {self.made}
        )
        self.made = size
        self._settled = at + SETTLING

    def report(self, size: Size, at: float) -> bool:
        """Take a reported size; return whether it is a change by others."""
        if size == self.made or at <= self._settled or size in self._before:
            return False
        self.left_by_others = self.made = size
        self._before.clear()
        return True
