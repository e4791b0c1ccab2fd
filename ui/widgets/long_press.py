"""Long press of a finger, the counterpart of the right mouse button."""

from __future__ import annotations

from collections.abc import Callable

from kivy.clock import Clock

PATIENCE = 0.5
"""Seconds until a press counts as long; as on other touch screens."""


class LongPress:
    """Calls a function after a delay, unless it is cancelled."""

    def __init__(self) -> None:
        self._act: Callable[[], None] | None = None

    @property
    def waiting(self) -> bool:
        """Whether the delay is running."""
        return self._act is not None

    def begin(self, act: Callable[[], None]) -> None:
        """Call `act` after `PATIENCE` seconds unless `cancel` is called."""
        self.cancel()
        self._act = act
        Clock.schedule_once(self._over, PATIENCE)

    def cancel(self) -> None:
        """Cancel the pending call."""
        Clock.unschedule(self._over)
        self._act = None

    def _over(self, _since: float) -> None:
        act, self._act = self._act, None
        if act is not None:
            act()
