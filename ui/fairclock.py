"""Paces Kivy's frame loop inside trio: full rate while the screen moves, asleep while it does not.

Kivy's own `async_idle` gives other tasks exactly one turn per frame as soon as a frame takes more
than 7.7 ms, so a chain of ten messages takes ten frames; it also keeps the full rate when nothing
moves. This clock runs every runnable task until it blocks, then sleeps until the next frame is due:
while an animation runs (60 frames a second), when the playhead reaches its next pixel, on input, or
when the state changed.

Input comes first: it is handed on, and what it leads to is sent to the services, before a frame is
drawn; a frame that is drawn already is shown when the renderer has finished, and input is taken
meanwhile.
"""

from __future__ import annotations

import math
import types
from collections.abc import Callable, Hashable
from typing import Any

import trio
from kivy.base import EventLoop
from kivy.clock import Clock
from trio._core import wait_all_tasks_blocked  # type: ignore[attr-defined]  # that of `trio.testing`, which takes 0.1 s to import

from ui.gl_fence import GlFence, gl_fence
from ui.rendering import rendering
from ui.sdl import Sdl, sdl

FRAME = 1 / 60
"""Seconds per frame during animations."""
IDLE = 1.0
"""Seconds per frame while idle, unless an event of Kivy's clock is due before."""
POLL = 0.008
"""Polling interval for input in seconds, where its arrival cannot be awaited."""
BUDGET = 0.004
"""Maximum seconds that other tasks may run between two frames."""
AFTERGLOW = 0.3
"""Seconds at full frame rate after the last movement."""
HOLD = 0.012
"""Maximum seconds that a frame waits for a sound that is being started."""
RENDERING = 0.002
"""Seconds between two looks at whether the renderer has finished a frame."""
GRAIN = 0.0002
"""Sleeps shorter than this many seconds are skipped."""


class FairClock:
    """Decides when the next frame is drawn."""

    def __init__(
        self,
        starting: Callable[[], Hashable | None] = lambda: None,
        shown: Callable[[], None] = lambda: None,
    ) -> None:
        """Create the clock; `install` makes it Kivy's.

        Args:
            starting: Identifies the sound that is being started, `None` if there is none. Frames
                wait for it: while one is drawn no other task runs, so that a sound which still
                needs some of their turns would come a whole frame later.
            shown: Called when a frame is on the screen.
        """
        self._starting, self._shown = starting, shown
        self.last_input = -math.inf
        """When there was input, on trio's clock."""
        self.meanwhile: Callable[[], None] | None = None
        """Called once while the next frame is rendered; may take as long."""
        self._held_for: Hashable | None = None
        self._held_until = 0.0
        self._released_at = -math.inf
        """Until then no frame is drawn, unless there is input."""
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
        self._fence: GlFence | None = None
        self._rendering = False
        """A frame is drawn but not on the screen yet."""

    def install(self) -> None:
        """Replace Kivy's pacing."""
        pace, window = self, EventLoop.window
        window.bind(on_flip=self._flipped)
        self._fence = gl_fence(self._sdl)
        if self._fence is not None:
            window.flip = self._begin_flip
            rendering.awaited = True

        async def async_idle(clock: object) -> float:
            return await pace.idle(clock)

        Clock.async_idle = types.MethodType(async_idle, Clock)

    def uninstall(self) -> None:
        """Let the window flip as before; a frame that is being rendered is shown."""
        if self._rendering:
            self._flip()
        EventLoop.window.unbind(on_flip=self._flipped)
        vars(EventLoop.window).pop("flip", None)
        rendering.awaited = False

    def _flipped(self, *_: object) -> None:
        self._drawn = Clock.time()

    def _begin_flip(self) -> None:
        """Let the renderer work; `_present` shows the frame."""
        if self._rendering:
            self._flip()
        if self._fence is not None:
            self._fence.place()
        self._rendering = True

    def _flip(self) -> None:
        self._rendering = False
        rendering.finish()
        type(EventLoop.window).flip(EventLoop.window)
        self._shown()

    async def _present(self) -> None:
        """Show the drawn frame once it is rendered; take input and run other tasks meanwhile."""
        if self._rendering and self.meanwhile is not None:
            meanwhile, self.meanwhile = self.meanwhile, None
            meanwhile()
        while self._rendering and self._fence is not None and not self._fence.reached:
            self._wake_event = trio.Event()
            await self._take_input()
            self._input_taken.set()
            with trio.move_on_after(RENDERING):
                await self._wake_event.wait()
        if self._rendering:
            self._flip()
        elif self._fence is None and self._drawn:
            self._shown()

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

    def hold(self, seconds: float) -> None:
        """Draw no frame for that time, unless there is input or `release` is called."""
        self._released_at = trio.current_time() + seconds

    def release(self) -> None:
        """End a `hold`."""
        self._released_at = -math.inf

    def draw_in(self, seconds: float) -> None:
        """Draw a frame after that time, but not above the full frame rate."""
        self._due = min(self._due, Clock.time() + seconds)

    async def idle(self, clock: object) -> float:
        """Run other tasks until the next frame is due; return its start time on Kivy's clock."""
        await self._present()
        await self._run_others()
        await self._rest(clock._last_tick)  # type: ignore[attr-defined]  # noqa: SLF001 - Kivy's clock keeps its times there, as its own idle does
        now: float = clock.time()  # type: ignore[attr-defined]
        clock._dt = now - clock._last_tick  # type: ignore[attr-defined]  # noqa: SLF001
        clock._last_tick = now  # type: ignore[attr-defined]  # noqa: SLF001
        return now

    async def _run_others(self) -> None:
        """Run the other tasks until all of them block, for at most `BUDGET` seconds."""
        with trio.move_on_after(BUDGET):
            await wait_all_tasks_blocked()

    async def _rest(self, last_tick: float) -> None:
        await trio.lowlevel.checkpoint()
        full_rate = self._sdl is None or trio.current_time() < self._full_rate_until
        deadline = last_tick + (FRAME if full_rate else IDLE)
        deadline = min(deadline, max(min(self._due, _next_event()), last_tick + FRAME))
        self._due = math.inf
        while True:
            self._wake_event = trio.Event()
            await self._take_input()
            self._input_taken.set()
            if self._woken:
                # Soon, but not above the maximum frame rate.
                deadline = min(deadline, self._drawn + FRAME)
            left = max(deadline - Clock.time(), self._left_of_hold())
            if left <= GRAIN or EventLoop.quit:
                break
            with trio.move_on_after(left if self._awaits_input else min(left, POLL)):
                await self._wake_event.wait()
        self._woken = False

    async def _take_input(self) -> None:
        """Dispatch keys and touches at once, and run the tasks that they concern.

        What they lead to is on its way before the next frame is drawn, which shows their effects.
        """
        if self._sdl is None or not self._sdl.input_waits():
            return
        EventLoop.window.mainloop()
        EventLoop.dispatch_input()
        self.release()
        self.last_input = trio.current_time()
        self.keep_full_rate()
        self._woken = True
        await self._run_others()

    def _left_of_hold(self) -> float:
        """Return the seconds for which the next frame waits: for a sound that is being started."""
        now = trio.current_time()
        starting = self._starting()
        if starting is None:
            return self._released_at - now
        if starting != self._held_for:
            self._held_for, self._held_until = starting, now + HOLD
        return self._held_until - now


def _next_event() -> float:
    """Return when the next event of Kivy's clock is due, on that clock.

    Those of every frame do not count; one that was asked for without a delay is due now.
    """
    due = [event._last_dt + event.timeout for event in Clock.get_events() if not _each_frame(event)]  # noqa: SLF001 - Kivy tells the least of all of them only
    return min(due, default=math.inf)


def _each_frame(event: Any) -> bool:
    return bool(event.loop) and event.timeout <= 0
