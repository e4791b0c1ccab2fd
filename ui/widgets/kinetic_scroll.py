"""Kinetic scrolling: a list keeps moving after the finger is released."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import ClassVar

from kivy.clock import Clock

FRICTION = 4.0
"""Decay rate of the speed per second (e-fold): it stops within about a second."""
SLOWEST = 20.0
"""Speed in pixels per second at which it stops."""
MEMORY = 0.1
"""Seconds of movement before the release that determine the speed."""


class KineticScroll:
    """Calls `move` with pixels per frame while scrolling."""

    reduced: ClassVar[bool] = False
    """Whether lists stop with the finger; set by whoever knows the setting."""

    def __init__(self, move: Callable[[float], None]) -> None:
        self._move = move
        self._speed = 0.0
        self._moves: list[tuple[float, float]] = []
        self._running = False

    @property
    def running(self) -> bool:
        """Whether it is scrolling."""
        return self._running

    def drag(self, pixels: float) -> None:
        """Record a movement of the finger."""
        now = time.monotonic()
        self._moves = [(at, by) for at, by in self._moves if now - at < MEMORY]
        self._moves.append((now, pixels))

    def release(self) -> None:
        """Start scrolling at the finger's speed."""
        now = time.monotonic()
        self._speed = sum(by for at, by in self._moves if now - at < MEMORY) / MEMORY
        self._moves.clear()
        if abs(self._speed) > SLOWEST and not self.reduced:
            Clock.unschedule(self._step)
            Clock.schedule_interval(self._step, 0)
            self._running = True

    def stop(self) -> None:
        """Stop scrolling."""
        Clock.unschedule(self._step)
        self._moves.clear()
        self._running = False

    def _step(self, since: float) -> bool:
        # Exact for any frame duration: a slow frame does not end it.
        kept = math.exp(-FRICTION * since)
        self._move(self._speed * (1 - kept) / FRICTION)
        self._speed *= kept
        self._running = self._running and abs(self._speed) > SLOWEST
        return self._running
