"""Which engine plays: the real one while there is a device, the silent one otherwise."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace

import trio
from loguru import logger

from actors.audio.clock import Clock
from actors.audio.engine import Engine, EngineError, Hear, Settings
from actors.audio.loading.shelf import Shelf
from actors.audio.silent_engine import SilentEngine
from models.audio.wanted import Wanted

FIRST_DELAY, LONGEST_DELAY = 0.5, 3.0
"""Seconds between attempts to get the sound back; doubled each time."""
NEVER_DELAY = 30.0
"""The longest where there never was a device: each attempt costs half a second of work."""
STEADY = 10.0
"""Seconds that an engine must live to be worth another start at once when it dies."""

Open = Callable[[Settings], AbstractAsyncContextManager[Engine]]


@dataclass(frozen=True, slots=True)
class Outlet:
    """An engine that runs, and its sounds."""

    engine: Engine
    shelf: Shelf


class Station:
    """Starts an engine, and another one when it dies."""

    def __init__(self, settings: Settings, clock: Clock, opened: Open) -> None:
        """Take what engines need.

        Args:
            settings: Which way to the ear is wanted.
            clock: For the silent engine.
            opened: Opens the real one; raises `EngineError` if it cannot.
        """
        self._settings, self._clock, self._opened = settings, clock, opened
        self.outlet: Outlet | None = None
        """What plays now; `None` while an engine is being started."""
        self._arrived = trio.Event()
        self._silence: trio.CancelScope | None = None
        self._attempt = trio.CancelScope()
        self._instead = ""
        """Why it does not go the way that was chosen."""

    def change(self, wanted: Wanted) -> None:
        """Go another way from now on, at once."""
        self._settings = replace(
            self._settings,
            host=wanted.host,
            device=wanted.device,
            rate=wanted.rate,
            buffer=wanted.buffer,
        )
        self._attempt.cancel()

    @property
    def instead(self) -> str:
        """Why it does not go the way that was chosen; empty if it does."""
        return self._instead

    async def ready(self) -> Outlet:
        """Return what plays, waiting for it if need be."""
        while self.outlet is None:
            await self._arrived.wait()
        return self.outlet

    async def run(
        self,
        hear: Hear,
        changed: Callable[[Outlet], None],
        lost: Callable[[str], None],
        left: Callable[[], None],
    ) -> None:
        """Keep an engine running until cancelled.

        Args:
            hear: Told what the running engine reports.
            changed: Told when another engine runs.
            lost: Told why the running one died.
            left: Told that the running one makes way, because another was chosen.
        """
        if self._settings.silent:
            await self._serve(SilentEngine(self._clock), hear, changed)
        while True:
            self._attempt = trio.CancelScope()
            with self._attempt:
                await self._keep(hear, changed, lost)
            self._silence = None
            left()

    async def _keep(
        self, hear: Hear, changed: Callable[[Outlet], None], lost: Callable[[str], None]
    ) -> None:
        """Keep an engine of the present choice running."""
        settings, self._instead = self._settings, ""
        async with trio.open_nursery() as nursery:
            delay, longest, quick, reason = FIRST_DELAY, NEVER_DELAY, True, ""
            while True:
                born = None
                try:
                    async with self._opened(settings) as engine:
                        born = trio.current_time()
                        self._end_silence()
                        await self._serve(engine, hear, changed)
                except EngineError as error:
                    reason = str(error)
                    if born is None and settings != (usual := _usual(settings)):
                        # The choice stays what it is; it may be there again at the next start.
                        logger.warning("the chosen output is not used: {}", reason)
                        settings, self._instead = usual, reason
                        continue
                if born is not None:
                    logger.error("the audio engine was lost: {}", reason)
                    lost(reason)
                    longest = LONGEST_DELAY
                    if trio.current_time() - born >= STEADY:
                        delay, quick = FIRST_DELAY, True
                    if quick:
                        quick = False
                        continue
                if self._silence is None:
                    logger.warning("no sound: {}", reason)
                    self._silence = trio.CancelScope()
                    silent = SilentEngine(self._clock, reason)
                    nursery.start_soon(self._serve_silence, self._silence, silent, hear, changed)
                await trio.sleep(delay)
                delay = min(2 * delay, longest)

    async def _serve_silence(
        self,
        scope: trio.CancelScope,
        silent: SilentEngine,
        hear: Hear,
        changed: Callable[[Outlet], None],
    ) -> None:
        with scope:
            await self._serve(silent, hear, changed)

    def _end_silence(self) -> None:
        if self._silence is not None:
            self._silence.cancel()
            self._silence = None

    async def _serve(self, engine: Engine, hear: Hear, changed: Callable[[Outlet], None]) -> None:
        """Let `engine` play until it dies.

        Raises:
            EngineError: it died.
        """
        death: EngineError | None = None
        async with trio.open_nursery() as nursery:
            outlet = self.outlet = Outlet(engine, Shelf(engine, nursery))
            self._arrived.set()
            self._arrived = trio.Event()
            changed(outlet)
            try:
                await engine.run(hear)
            except EngineError as error:
                death = error
                nursery.cancel_scope.cancel()
            finally:
                if self.outlet is outlet:
                    self.outlet = None
        if death is not None:
            raise death


def _usual(settings: Settings) -> Settings:
    """Return the settings without the choices that a system may not have."""
    return replace(settings, host="", device="", rate=None)
