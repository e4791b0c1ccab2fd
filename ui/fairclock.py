"""Pacing of Kivy's frame loop inside trio: quick when something happens, asleep when not.

Kivy's own `async_idle` gives the other tasks exactly one turn per frame as soon
as a frame takes more than 7.7 ms, so a chain of ten hops costs ten frames; and
it goes on at full rate when nothing moves. This one lets every runnable task
run until it waits, and sleeps until the next frame is wanted: the screen moves
(60 frames a second), a person touched something, or the state changed.
"""

from __future__ import annotations

import types

import trio
import trio.testing
from kivy.base import EventLoop
from kivy.clock import Clock

from ui.sdl import Sdl, sdl

FRAME = 1 / 60
"""Seconds between frames while something moves."""
RESTING = 0.25
"""Seconds between frames while nothing does: Kivy's own clock events go on."""
GLANCE = 0.008
"""Seconds between looks for input where its arrival cannot be waited for."""
BUDGET = 0.004
"""Seconds other tasks may run on between two frames before a frame is drawn anyway."""
AFTERGLOW = 0.3
"""Seconds the full rate is kept after the last thing that moved."""
GRAIN = 0.0002
"""Seconds below which a sleep is not worth it."""


class FairClock:
    """Decides when the next frame is drawn."""

    def __init__(self) -> None:
        self._lively_until = 0.0
        self._woken = False
        self._asked = trio.Event()
        self._heard = trio.Event()
        self._sdl: Sdl | None = sdl()
        self._listening = False
        self._drawn = 0.0
        """When the newest frame was drawn, by Kivy's clock; most turns draw nothing."""

    def install(self) -> None:
        """Take the place of Kivy's pacing."""
        pace = self
        EventLoop.window.bind(on_flip=self._flipped)

        async def async_idle(clock: object) -> float:
            return await pace.idle(clock)

        Clock.async_idle = types.MethodType(async_idle, Clock)

    def _flipped(self, *_: object) -> None:
        self._drawn = Clock.time()

    async def listen(self) -> None:
        """Wake for input as it arrives; returns at once where that cannot be waited for."""
        connection = self._sdl.connection() if self._sdl else None
        if connection is None:
            return
        self._listening = True
        while True:
            await trio.lowlevel.wait_readable(connection)
            # Until the input is taken the connection stays readable.
            self._heard = trio.Event()
            self._asked.set()
            await self._heard.wait()

    def wake(self) -> None:
        """Draw a frame as soon as the running tasks allow."""
        self._woken = True
        self._asked.set()

    def liven(self) -> None:
        """Keep the full frame rate for a moment: something moves."""
        self._lively_until = trio.current_time() + AFTERGLOW

    async def idle(self, clock: object) -> float:
        """Give way to the other tasks until the next frame; the time it begins."""
        await self._give_way()
        await self._rest(clock._last_tick)  # type: ignore[attr-defined]  # noqa: SLF001 - Kivy's clock keeps its times there, as its own idle does
        now: float = clock.time()  # type: ignore[attr-defined]
        clock._dt = now - clock._last_tick  # type: ignore[attr-defined]  # noqa: SLF001
        clock._last_tick = now  # type: ignore[attr-defined]  # noqa: SLF001
        return now

    async def _give_way(self) -> None:
        """Let the other tasks run until all of them wait, if that does not take too long."""
        with trio.move_on_after(BUDGET):
            await trio.testing.wait_all_tasks_blocked()

    async def _rest(self, last_tick: float) -> None:
        await trio.lowlevel.checkpoint()
        lively = self._sdl is None or trio.current_time() < self._lively_until
        deadline = last_tick + (FRAME if lively else RESTING)
        while True:
            self._asked = trio.Event()
            if self._sdl is not None and self._sdl.input_waits():
                # Keys and touches are heard now, and what they change is decided
                # before the next frame is drawn, not after it.
                EventLoop.window.mainloop()
                EventLoop.dispatch_input()
                self.liven()
                self._woken = True
                await self._give_way()
            self._heard.set()
            if self._woken:
                # Soon, but not more often than the screen can show.
                deadline = min(deadline, self._drawn + FRAME)
            left = deadline - Clock.time()
            if left <= GRAIN or EventLoop.quit:
                break
            with trio.move_on_after(left if self._listening else min(left, GLANCE)):
                await self._asked.wait()
        self._woken = False
