"""Selects the engine: the configured output, else the system default, else silence."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace

import trio
from loguru import logger

from actors.audio.clock import Clock
from actors.audio.engine import Engine, EngineError, OnReport, Position
from actors.audio.loading.clip_cache import ClipCache
from actors.audio.silent_engine import SilentEngine
from models.audio.device import Devices
from models.audio.output import Output
from models.audio.output_config import OutputConfig

FIRST_DELAY, LONGEST_DELAY = 0.5, 3.0
"""Seconds between attempts to reopen the output; doubled each time."""
NEVER_DELAY = 30.0
"""The longest delay if no device ever opened: an attempt costs half a second of CPU."""
STEADY = 10.0
"""Seconds that an engine must run to be restarted at once when it dies."""
FIRST_PROBE, LAST_PROBE = 2.0, 20.0
"""Seconds between probes for a missing configured device; a probe costs 0.1 s of CPU."""

Open = Callable[[OutputConfig], AbstractAsyncContextManager[Engine]]
Probe = Callable[[], Awaitable[Devices]]


@dataclass(frozen=True, slots=True)
class ActiveOutput:
    """A running engine and its clips."""

    engine: Engine
    clips: ClipCache
    substitution: str = ""
    """Why it is not the configured output; empty if it is."""

    @property
    def output(self) -> Output:
        """The engine's figures, with the substitution."""
        output = self.engine.output
        return replace(output, substitution=self.substitution) if self.substitution else output


@dataclass(frozen=True, slots=True)
class Listeners:
    """Callbacks of the output manager; none may block."""

    on_report: OnReport
    """Called with each report of the running engine."""
    on_changed: Callable[[ActiveOutput], None]
    """Called when another engine has started."""
    on_lost: Callable[[str], None]
    """Called with the reason when the running engine died."""
    on_handover: Callable[[], None]
    """Called before the running engine is replaced."""


class OutputManager:
    """Runs an engine; replaces it when it dies or another output is configured."""

    def __init__(self, config: OutputConfig, clock: Clock, open_engine: Open, probe: Probe) -> None:
        """Prepare; `run` opens the output.

        Args:
            config: The requested output.
            clock: For the silent engine.
            open_engine: Opens a real engine; raises `EngineError` on failure.
            probe: Lists the available devices.
        """
        self._config, self._clock, self._open_engine, self._probe = (
            config,
            clock,
            open_engine,
            probe,
        )
        self.active: ActiveOutput | None = None
        """The active output; `None` while an engine is starting."""
        self.last: Position | None = None
        """What the engine that died last was playing; `None` if nothing."""
        self._listeners: Listeners | None = None
        self._arrived = trio.Event()
        self._attempt = trio.CancelScope()
        self._silence: trio.CancelScope | None = None

    async def ready(self) -> ActiveOutput:
        """Return the active output, waiting for one if necessary."""
        while self.active is None:
            await self._arrived.wait()
        return self.active

    def choose(self, config: OutputConfig) -> None:
        """Switch to another output at once."""
        if config != self._config:
            self._config = config
            self._restart()

    def _restart(self) -> None:
        if self._listeners is not None:
            if self.active is not None:
                self.active = None
                self._listeners.on_handover()
            self._attempt.cancel()

    async def run(self, listeners: Listeners) -> None:
        """Keep an engine running until cancelled."""
        self._listeners = listeners
        while True:
            with trio.CancelScope() as self._attempt:
                await _Attempts(self, listeners).run()

    async def serve(self, engine: Engine, listeners: Listeners, substitution: str = "") -> None:
        """Run `engine` until it dies.

        Raises:
            EngineError: it died.
        """
        death: EngineError | None = None
        async with trio.open_nursery() as nursery:
            active = self.active = ActiveOutput(engine, ClipCache(engine, nursery), substitution)
            self._arrived.set()
            self._arrived = trio.Event()
            listeners.on_changed(active)
            if substitution:
                nursery.start_soon(self._await_configured)
            try:
                await engine.run(listeners.on_report)
            except EngineError as error:
                death = error
                self.last = engine.position()
                nursery.cancel_scope.cancel()
            finally:
                active.clips.close()
                if self.active is active:
                    self.active = None
        if death is not None:
            raise death

    async def _await_configured(self) -> None:
        """Restart when the configured device is available again."""
        delay = FIRST_PROBE
        while True:
            await trio.sleep(delay)
            delay = min(2 * delay, LAST_PROBE)
            if (await self._probe()).offers(self._config):
                logger.info("{} is back", self._config)
                self._restart()

    @property
    def config(self) -> OutputConfig:
        """The requested output."""
        return self._config

    def open_engine(self, config: OutputConfig) -> AbstractAsyncContextManager[Engine]:
        """Open an engine on an output."""
        return self._open_engine(config)

    def silent(self, reason: str = "") -> Engine:
        """Return a silent engine."""
        return SilentEngine(self._clock, reason)


class _Attempts:
    """Retries to open one configured output, with fallbacks, until cancelled."""

    def __init__(self, outputs: OutputManager, listeners: Listeners) -> None:
        self._outputs, self._listeners = outputs, listeners
        self._silence: trio.CancelScope | None = None
        self._delay, self._longest, self._quick = FIRST_DELAY, NEVER_DELAY, True

    async def run(self) -> None:
        """Try until cancelled."""
        if self._outputs.config.silent:
            await self._outputs.serve(self._outputs.silent(), self._listeners)
        async with trio.open_nursery() as nursery:
            while True:
                wanted = self._outputs.config
                died, reason = await self._try(wanted, "")
                if died:
                    if self._may_try_at_once():
                        continue
                elif not wanted.plain:
                    logger.warning("the configured output failed: {}", reason)
                    died, other = await self._try(wanted.fallback, reason)
                    reason = other if died else reason
                    if died and self._may_try_at_once():
                        continue
                self._begin_silence(nursery, reason)
                await trio.sleep(self._delay)
                self._delay = min(2 * self._delay, self._longest)

    async def _try(self, config: OutputConfig, substitution: str) -> tuple[bool, str]:
        """Run an engine until it dies; return whether it ever started, and why it failed."""
        born = None
        try:
            async with self._outputs.open_engine(config) as engine:
                born = trio.current_time()
                self._end_silence()
                await self._outputs.serve(engine, self._listeners, substitution)
        except EngineError as error:
            reason = str(error)
        else:
            raise AssertionError("an engine returned without an error")
        if born is None:
            return False, reason
        logger.error("the audio engine died: {}", reason)
        self._listeners.on_lost(reason)
        self._longest = LONGEST_DELAY
        if trio.current_time() - born >= STEADY:
            self._delay, self._quick = FIRST_DELAY, True
        return True, reason

    def _may_try_at_once(self) -> bool:
        quick, self._quick = self._quick, False
        return quick

    def _begin_silence(self, nursery: trio.Nursery, reason: str) -> None:
        if self._silence is None:
            logger.warning("no audio output: {}", reason)
            self._silence = trio.CancelScope()
            nursery.start_soon(self._serve_silence, self._silence, self._outputs.silent(reason))

    async def _serve_silence(self, scope: trio.CancelScope, silent: Engine) -> None:
        with scope:
            await self._outputs.serve(silent, self._listeners)

    def _end_silence(self) -> None:
        if self._silence is not None:
            self._silence.cancel()
            self._silence = None
