"""A list that goes on for a while when a finger lets it go."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from kivy.clock import Clock

FRICTION = 4.0
"""Part of its speed lost per second (e-fold): about a second to rest."""
SLOWEST = 20.0
"""Pixels per second at which it stops."""
MEMORY = 0.1
"""Seconds of movement that decide the speed at release."""


class KineticScroll:
    """Calls `move` with pixels while it goes on."""

    def __init__(self, move: Callable[[float], None]) -> None:
        self._move = move
        self._speed = 0.0
        self._moves: list[tuple[float, float]] = []
        self._running = False

    @property
    def running(self) -> bool:
        """Whether it goes on by itself."""
        return self._running

    def drag(self, pixels: float) -> None:
        """Remember how the finger moves."""
        now = time.monotonic()
        self._moves = [(at, by) for at, by in self._moves if now - at < MEMORY]
        self._moves.append((now, pixels))

    def release(self) -> None:
        """Go on at the finger's speed."""
        now = time.monotonic()
        self._speed = sum(by for at, by in self._moves if now - at < MEMORY) / MEMORY
        self._moves.clear()
        if abs(self._speed) > SLOWEST:
            Clock.unschedule(self._step)
            Clock.schedule_interval(self._step, 0)
            self._running = True

    def stop(self) -> None:
        """Stay where it is."""
        Clock.unschedule(self._step)
        self._moves.clear()
        self._running = False

    def _step(self, since: float) -> bool:
        # Exact for any time between two frames: a slow frame does not end it.
        kept = math.exp(-FRICTION * since)
        self._move(self._speed * (1 - kept) / FRICTION)
        self._speed *= kept
        self._running = self._running and abs(self._speed) > SLOWEST
        return self._running
