"""Paces Kivy's frame loop inside trio: full rate while the screen moves, asleep while it does not.

Kivy's own `async_idle` gives other tasks exactly one turn per frame as soon as a frame takes more
than 7.7 ms, so a chain of ten messages takes ten frames; it also keeps the full rate when nothing
moves. This clock runs every runnable task until it blocks, then sleeps until the next frame is due:
while an animation runs (60 frames a second), when the playhead reaches its next pixel, on input, or
when the state changed.
"""

from __future__ import annotations

import math
import types

import trio
import trio.testing
from kivy.base import EventLoop
from kivy.clock import Clock

from ui.sdl import Sdl, sdl

FRAME = 1 / 60
"""Seconds per frame during animations."""
IDLE = 0.25
"""Seconds per frame while idle; Kivy's own clock events continue."""
POLL = 0.008
"""Polling interval for input in seconds, where its arrival cannot be awaited."""
BUDGET = 0.004
"""Maximum seconds that other tasks may run between two frames."""
AFTERGLOW = 0.3
"""Seconds at full frame rate after the last movement."""
GRAIN = 0.0002
"""Sleeps shorter than this many seconds are skipped."""


class FairClock:
    """Decides when the next frame is drawn."""

    def __init__(self) -> None:
        self._full_rate_until = 0.0
        self._woken = False
        self._wake_event = trio.Event()
        self._input_taken = trio.Event()
        self._sdl: Sdl | None = sdl()
        self._awaits_input = False
        self._due = math.inf
        """When the next step of something that moves is to be drawn, on Kivy's clock."""
        self._drawn = 0.0
        """Time of the last drawn frame on Kivy's clock; most iterations draw nothing."""

    def install(self) -> None:
        """Replace Kivy's pacing."""
        pace = self
        EventLoop.window.bind(on_flip=self._flipped)

        async def async_idle(clock: object) -> float:
            return await pace.idle(clock)

        Clock.async_idle = types.MethodType(async_idle, Clock)

    def _flipped(self, *_: object) -> None:
        self._drawn = Clock.time()

    async def watch_input(self) -> None:
        """Wake the frame loop when input arrives; return at once where that cannot be awaited."""
        connection = self._sdl.connection() if self._sdl else None
        if connection is None:
            return
        self._awaits_input = True
        while True:
            await trio.lowlevel.wait_readable(connection)
            # The connection stays readable until the input has been consumed.
            self._input_taken = trio.Event()
            self._wake_event.set()
            await self._input_taken.wait()

    def wake(self) -> None:
        """Draw a frame as soon as the running tasks allow."""
        self._woken = True
        self._wake_event.set()

    def keep_full_rate(self) -> None:
        """Keep the full frame rate for `AFTERGLOW` seconds."""
        self._full_rate_until = trio.current_time() + AFTERGLOW

    def draw_in(self, seconds: float) -> None:
        """Draw a frame after that time, but not above the full frame rate."""
        self._due = min(self._due, Clock.time() + seconds)

    async def idle(self, clock: object) -> float:
        """Run other tasks until the next frame is due; return its start time on Kivy's clock."""
        await self._run_others()
        await self._rest(clock._last_tick)  # type: ignore[attr-defined]  # noqa: SLF001 - Kivy's clock keeps its times there, as its own idle does
        now: float = clock.time()  # type: ignore[attr-defined]
        clock._dt = now - clock._last_tick  # type: ignore[attr-defined]  # noqa: SLF001
        clock._last_tick = now  # type: ignore[attr-defined]  # noqa: SLF001
        return now

    async def _run_others(self) -> None:
        """Run the other tasks until all of them block, for at most `BUDGET` seconds."""
        with trio.move_on_after(BUDGET):
            await trio.testing.wait_all_tasks_blocked()

    async def _rest(self, last_tick: float) -> None:
        await trio.lowlevel.checkpoint()
        full_rate = self._sdl is None or trio.current_time() < self._full_rate_until
        deadline = last_tick + (FRAME if full_rate else IDLE)
        deadline = min(deadline, max(self._due, last_tick + FRAME))
        self._due = math.inf
        while True:
            self._wake_event = trio.Event()
            if self._sdl is not None and self._sdl.input_waits():
                # Dispatch keys and touches now, so that the frame about to be drawn shows their
                # effects.
                EventLoop.window.mainloop()
                EventLoop.dispatch_input()
                self.keep_full_rate()
                self._woken = True
                await self._run_others()
            self._input_taken.set()
            if self._woken:
                # Soon, but not above the maximum frame rate.
                deadline = min(deadline, self._drawn + FRAME)
            left = deadline - Clock.time()
            if left <= GRAIN or EventLoop.quit:
                break
            with trio.move_on_after(left if self._awaits_input else min(left, POLL)):
                await self._wake_event.wait()
        self._woken = False
