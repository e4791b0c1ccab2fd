"""The whole app without a window."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import trio
from _pytest.runner import runtestprotocol

from actors.kernel.slow_steps import LIMIT, SlowSteps
from actors.messages import intents
from actors.messages.ports import Ports
from actors.messages.run_options import Config
from actors.system import running
from models.state.app import AppState

HELD = 5 * LIMIT
"""Maximum CPU seconds of this thread per step, generous for a cold start."""
TRIES = 3
PATIENCE = 60.0
"""Timeout in seconds, generous for a busy machine."""


@dataclass(frozen=True, slots=True)
class Journey:
    """A running app, driven by intents and observed by its state."""

    ports: Ports

    def post(self, *posted: intents.Intent) -> None:
        """Post intents."""
        for intent in posted:
            self.ports.intents.post(intent)

    @property
    def state(self) -> AppState:
        """The current state."""
        return self.ports.state.value

    async def until(self, wanted: Callable[[AppState], bool]) -> AppState:
        """Wait for a state."""
        with trio.fail_after(PATIENCE):
            return await self.ports.state.until(wanted)

    async def add(self, root: Path) -> AppState:
        """Add a source and wait until it is scanned and listed."""
        self.post(intents.AddSource(bytes(root)))
        return await self.until(
            lambda state: (
                state.sources.report is not None
                and not state.tasks
                and bool(state.sources.all)
                and not state.browser.waiting
                and len(state.browser.ids) == state.sources.all[-1].count
            )
        )


Start = Callable[..., AbstractAsyncContextManager[Journey]]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Return a function that runs the app, without sound, on a folder of its own."""

    @asynccontextmanager
    async def started(folder: Path = tmp_path / ".sempal") -> AsyncGenerator[Journey, None]:
        watch = SlowSteps(HELD, time.thread_time)
        trio.lowlevel.add_instrument(watch)
        try:
            async with running(Config(folder, sound=False)) as ports:
                journey = Journey(ports)
                await journey.until(lambda state: state.sources.known)
                yield journey
        finally:
            trio.lowlevel.remove_instrument(watch)
        ours = [step for step in watch.slow if not step[0].startswith(("tests.", "pytest"))]
        if ours:
            raise LoopHeld(ours)

    return started


class LoopHeld(Exception):
    """Steps of tasks took too long: names, and seconds of this thread."""


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Run a journey that held the loop again, up to `TRIES` times.

    What holds the loop does so each time; a machine that takes the processor away does not.
    """
    if Path(__file__).parent not in item.path.parents:  # pytest asks for tests elsewhere, too
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    for attempt in range(1, TRIES + 1):
        reports = runtestprotocol(item, nextitem=nextitem, log=False)
        held = any(
            report.failed and LoopHeld.__name__ in str(report.longrepr) for report in reports
        )
        if not held or attempt == TRIES:
            break
        item._initrequest()  # type: ignore[attr-defined]
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True
