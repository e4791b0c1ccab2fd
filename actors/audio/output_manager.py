"""Which engine plays: the chosen one, else the system's default, else the silent one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace

import trio
from loguru import logger

from actors.audio.clock import Clock
from actors.audio.engine import Engine, EngineError, Hear
from actors.audio.loading.clip_cache import ClipCache
from actors.audio.silent_engine import SilentEngine
from models.audio.device import Devices
from models.audio.output import Output
from models.audio.output_config import OutputConfig

FIRST_DELAY, LONGEST_DELAY = 0.5, 3.0
"""Seconds between attempts to get the sound back; doubled each time."""
NEVER_DELAY = 30.0
"""The longest where there never was a device: each attempt costs half a second of work."""
STEADY = 10.0
"""Seconds that an engine must live to be worth another start at once when it dies."""
FIRST_LOOK, LAST_LOOK = 2.0, 20.0
"""Seconds between looks for a chosen device that is away; a look costs 0.1 s of work."""

Open = Callable[[OutputConfig], AbstractAsyncContextManager[Engine]]
Look = Callable[[], Awaitable[Devices]]


@dataclass(frozen=True, slots=True)
class ActiveOutput:
    """An engine that runs, and its sounds."""

    engine: Engine
    shelf: ClipCache
    note: str = ""
    """Why it is not the chosen one; empty if it is."""

    @property
    def output(self) -> Output:
        """Return the engine's figures, and the note."""
        output = self.engine.output
        return replace(output, note=self.note) if self.note else output


@dataclass(frozen=True, slots=True)
class Listeners:
    """Who is told what; none of them may wait."""

    hear: Hear
    """Told what the running engine reports."""
    changed: Callable[[ActiveOutput], None]
    """Told when another engine runs."""
    lost: Callable[[str], None]
    """Told why the running one died."""
    moving: Callable[[], None]
    """Told that the running one makes way for another."""


class OutputManager:
    """Starts an engine, and another one when it dies or another route is chosen."""

    def __init__(self, route: OutputConfig, clock: Clock, opened: Open, look: Look) -> None:
        """Take what engines need.

        Args:
            route: Which way to the ear is wanted.
            clock: For the silent engine.
            opened: Opens the real one; raises `EngineError` if it cannot.
            look: Finds out which devices there are.
        """
        self._route, self._clock, self._opened, self._look = route, clock, opened, look
        self.outlet: ActiveOutput | None = None
        """What plays now; `None` while an engine is being started."""
        self._listeners: Listeners | None = None
        self._arrived = trio.Event()
        self._attempt = trio.CancelScope()
        self._silence: trio.CancelScope | None = None

    async def ready(self) -> ActiveOutput:
        """Return what plays, waiting for it if need be."""
        while self.outlet is None:
            await self._arrived.wait()
        return self.outlet

    def choose(self, route: OutputConfig) -> None:
        """Let sound go another way, at once."""
        if route != self._route:
            self._route = route
            self._begin_anew()

    def _begin_anew(self) -> None:
        if self._listeners is not None:
            if self.outlet is not None:
                self.outlet = None
                self._listeners.moving()
            self._attempt.cancel()

    async def run(self, listeners: Listeners) -> None:
        """Keep an engine running until cancelled."""
        self._listeners = listeners
        while True:
            with trio.CancelScope() as self._attempt:
                await _Attempts(self, listeners).run()

    async def serve(self, engine: Engine, listeners: Listeners, note: str = "") -> None:
        """Let `engine` play until it dies.

        Raises:
            EngineError: it died.
        """
        death: EngineError | None = None
        async with trio.open_nursery() as nursery:
            outlet = self.outlet = ActiveOutput(engine, ClipCache(engine, nursery), note)
            self._arrived.set()
            self._arrived = trio.Event()
            listeners.changed(outlet)
            if note:
                nursery.start_soon(self._until_back)
            try:
                await engine.run(listeners.hear)
            except EngineError as error:
                death = error
                nursery.cancel_scope.cancel()
            finally:
                if self.outlet is outlet:
                    self.outlet = None
        if death is not None:
            raise death

    async def _until_back(self) -> None:
        """Begin anew when the chosen device is there again."""
        delay = FIRST_LOOK
        while True:
            await trio.sleep(delay)
            delay = min(2 * delay, LAST_LOOK)
            if (await self._look()).offers(self._route):
                logger.info("{} is back", self._route)
                self._begin_anew()

    @property
    def route(self) -> OutputConfig:
        """The chosen one."""
        return self._route

    def opened(self, route: OutputConfig) -> AbstractAsyncContextManager[Engine]:
        """Open an engine on a route."""
        return self._opened(route)

    def silent(self, reason: str = "") -> Engine:
        """Return an engine without sound."""
        return SilentEngine(self._clock, reason)


class _Attempts:
    """The ways to get the sound of one route, one after the other, for ever."""

    def __init__(self, station: OutputManager, listeners: Listeners) -> None:
        self._station, self._listeners = station, listeners
        self._silence: trio.CancelScope | None = None
        self._delay, self._longest, self._quick = FIRST_DELAY, NEVER_DELAY, True

    async def run(self) -> None:
        """Try until cancelled."""
        if self._station.route.silent:
            await self._station.serve(self._station.silent(), self._listeners)
        async with trio.open_nursery() as nursery:
            while True:
                wished = self._station.route
                died, reason = await self._tried(wished, "")
                if died:
                    if self._may_try_at_once():
                        continue
                elif not wished.plain:
                    logger.warning("no sound as chosen: {}", reason)
                    died, other = await self._tried(wished.fallback, reason)
                    reason = other if died else reason
                    if died and self._may_try_at_once():
                        continue
                self._begin_silence(nursery, reason)
                await trio.sleep(self._delay)
                self._delay = min(2 * self._delay, self._longest)

    async def _tried(self, route: OutputConfig, note: str) -> tuple[bool, str]:
        """Let an engine play until it dies; return whether it ever lived, and what was wrong."""
        born = None
        try:
            async with self._station.opened(route) as engine:
                born = trio.current_time()
                self._end_silence()
                await self._station.serve(engine, self._listeners, note)
        except EngineError as error:
            reason = str(error)
        else:
            raise AssertionError("an engine ended by itself")
        if born is None:
            return False, reason
        logger.error("the audio engine was lost: {}", reason)
        self._listeners.lost(reason)
        self._longest = LONGEST_DELAY
        if trio.current_time() - born >= STEADY:
            self._delay, self._quick = FIRST_DELAY, True
        return True, reason

    def _may_try_at_once(self) -> bool:
        quick, self._quick = self._quick, False
        return quick

    def _begin_silence(self, nursery: trio.Nursery, reason: str) -> None:
        if self._silence is None:
            logger.warning("no sound: {}", reason)
            self._silence = trio.CancelScope()
            nursery.start_soon(self._serve_silence, self._silence, self._station.silent(reason))

    async def _serve_silence(self, scope: trio.CancelScope, silent: Engine) -> None:
        with scope:
            await self._station.serve(silent, self._listeners)

    def _end_silence(self) -> None:
        if self._silence is not None:
            self._silence.cancel()
            self._silence = None
