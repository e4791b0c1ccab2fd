"""Pacing of Kivy's frame loop inside trio: quick when something happens, asleep when not.

Kivy's own `async_idle` gives the other tasks exactly one turn per frame as soon
as a frame takes more than 7.7 ms, so a chain of ten hops costs ten frames; and
it draws on at full rate when nothing moves. This one lets every runnable task
run until it waits, and sleeps until the next frame is wanted: the screen moves
(60 frames a second), a person touched something, or the state changed.
"""

from __future__ import annotations

import ctypes
import types
from collections.abc import Callable
from glob import glob
from pathlib import Path

import kivy
import trio
import trio.testing
from kivy.clock import Clock

FRAME = 1 / 60
"""Seconds between frames while something moves."""
RESTING = 0.25
"""Seconds between frames while nothing does: Kivy's own clock events go on."""
GLANCE = 0.004
"""Seconds between looks at the queue of input events; bounds the wait of a key press."""
BUDGET = 0.004
"""Seconds other tasks may run on between two frames before a frame is drawn anyway."""
AFTERGLOW = 0.3
"""Seconds the full rate is kept after the last thing that moved."""

FIRST_EVENT, LAST_EVENT = 0, 0xFFFF
"""All kinds. Source: SDL_events.h, SDL_FIRSTEVENT, SDL_LASTEVENT."""


class FairClock:
    """Decides when the next frame is drawn."""

    def __init__(self) -> None:
        self._lively_until = 0.0
        self._woken = False
        self._asked = trio.Event()
        self._input_waits = _input_probe()

    def install(self) -> None:
        """Take the place of Kivy's pacing."""
        pace = self

        async def async_idle(clock: object) -> float:
            return await pace.idle(clock)

        Clock.async_idle = types.MethodType(async_idle, Clock)

    def wake(self) -> None:
        """Draw a frame as soon as the running tasks allow."""
        self._woken = True
        self._asked.set()

    def liven(self) -> None:
        """Keep the full frame rate for a moment: something moves."""
        self._lively_until = trio.current_time() + AFTERGLOW

    async def idle(self, clock: object) -> float:
        """Give way to the other tasks until the next frame; the length of the last one."""
        with trio.move_on_after(BUDGET):
            await trio.testing.wait_all_tasks_blocked()
        await self._rest(clock._last_tick)  # type: ignore[attr-defined]  # noqa: SLF001 - Kivy's clock keeps its times there, as its own idle does
        now: float = clock.time()  # type: ignore[attr-defined]
        clock._dt = now - clock._last_tick  # type: ignore[attr-defined]  # noqa: SLF001
        clock._last_tick = now  # type: ignore[attr-defined]  # noqa: SLF001
        return now

    async def _rest(self, last_tick: float) -> None:
        await trio.lowlevel.checkpoint()
        lively = self._input_waits is None or trio.current_time() < self._lively_until
        deadline = last_tick + (FRAME if lively else RESTING)
        while (left := deadline - Clock.time()) > 0.0002:  # noqa: PLR2004 - the timer's grain
            if self._input_waits is not None and self._input_waits():
                self.liven()
                break
            if self._woken and Clock.time() - last_tick >= FRAME:
                break
            await self._nap(min(left, GLANCE))
        if self._woken:
            self._woken = False
            self.liven()
        self._asked = trio.Event()

    async def _nap(self, longest: float) -> None:
        with trio.move_on_after(longest):
            if self._woken:
                await trio.sleep_forever()
            await self._asked.wait()


def _input_probe() -> Callable[[], bool] | None:
    """Return a look at SDL's queue that costs microseconds and takes nothing out.

    `None` where Kivy's SDL cannot be found: then every frame looks for input.
    """
    folder = Path(kivy.__file__).parent.parent / "Kivy.libs"
    found = glob(str(folder / "libSDL2-2*"))  # noqa: PTH207 - a name pattern of the wheel
    if not found:
        return None
    sdl = ctypes.CDLL(found[0])

    def waits() -> bool:
        sdl.SDL_PumpEvents()
        return bool(sdl.SDL_HasEvents(FIRST_EVENT, LAST_EVENT))

    return waits
