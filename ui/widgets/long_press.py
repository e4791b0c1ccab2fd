"""A finger that stays where it is means what the right button means."""

from __future__ import annotations

from collections.abc import Callable

from kivy.clock import Clock

PATIENCE = 0.5
"""Seconds a finger rests until it counts; as on other touch screens."""


class LongPress:
    """Calls what it is given once the wait is over, unless it is called off."""

    def __init__(self) -> None:
        self._act: Callable[[], None] | None = None

    @property
    def waiting(self) -> bool:
        """Whether it may still count."""
        return self._act is not None

    def begin(self, act: Callable[[], None]) -> None:
        """Call `act` if nothing comes between."""
        self.cancel()
        self._act = act
        Clock.schedule_once(self._over, PATIENCE)

    def cancel(self) -> None:
        """It was something else."""
        Clock.unschedule(self._over)
        self._act = None

    def _over(self, _since: float) -> None:
        act, self._act = self._act, None
        if act is not None:
            act()
