"""Test client of the library actor, and small audio files to scan."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncGenerator, Generator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TypeVar

import numpy as np
import soundfile
import trio

from actors.kernel.mailbox import Mailbox
from actors.kernel.reply import ask
from actors.library.actor import LibraryActor
from actors.library.derived.hashing import Pace
from actors.messages import library
from models.audio.units import SampleId, SourceId, Ticket
from models.library.query import Query
from models.library.report import ScanReport
from models.library.sample import Sample
from models.library.tag import Tag

Event = TypeVar("Event", bound=library.Event)

NEVER = Pace(delay=1e6)
"""Keeps hashing out of tests of something else."""


class Ends:
    """Posts commands and receives events."""

    def __init__(self) -> None:
        self.inbox: Mailbox[library.Command] = Mailbox(64)
        self.events: Mailbox[library.Event] = Mailbox(1000)
        self.heard: list[library.Event] = []
        """All events since the last order."""
        self._tickets = 0

    def ticket(self) -> Ticket:
        self._tickets += 1
        return Ticket(self._tickets)

    def post(self, order: library.Command) -> None:
        self.heard.clear()
        self.inbox.slot.post(order)

    async def until(self, kind: type[Event]) -> Event:
        with trio.fail_after(60):
            while True:
                event = await self.events.receive()
                self.heard.append(event)
                if isinstance(event, kind):
                    return event

    async def done(self, changed: type[library.StepChange]) -> library.StepDone:
        """Wait for a step that changed such things; none may be refused before it."""
        with trio.fail_after(60):
            while True:
                event = await self.outcome()
                assert isinstance(event, library.StepDone), event
                if isinstance(event.changed, changed):
                    return event

    async def outcome(self) -> library.StepDone | library.NothingDone:
        """Wait for what an order came to."""
        with trio.fail_after(60):
            while True:
                event = await self.events.receive()
                self.heard.append(event)
                if isinstance(event, library.StepDone | library.NothingDone):
                    return event

    def changed(self) -> list[Sample]:
        return [
            sample
            for event in self.heard
            if isinstance(event, library.SamplesChanged)
            for sample in event.samples
        ]

    async def add(self, root: Path) -> ScanReport:
        self.post(library.AddSource(self.ticket(), os.fsencode(root)))
        return (await self.until(library.ScanEnded)).report

    async def scan(self, source: int = 1) -> ScanReport:
        self.post(library.Scan(self.ticket(), SourceId(source)))
        return (await self.until(library.ScanEnded)).report

    async def full(self, source: int) -> ScanReport:
        self.post(library.Scan(self.ticket(), SourceId(source), full=True))
        return (await self.until(library.ScanEnded)).report

    async def samples(self) -> tuple[Sample, ...]:
        return await ask(self.inbox.address, library.Export, within=10)

    async def by_path(self, root: Path) -> dict[str, Sample]:
        start = len(os.fsencode(root)) + 1
        return {os.fsdecode(sample.path[start:]): sample for sample in await self.samples()}

    async def list(self, query: Query) -> list[SampleId]:
        ticket = self.ticket()
        self.post(library.List(ticket, query))
        while (event := await self.until(library.Listed)).ticket != ticket:
            pass
        return list(event.ids.slice(0, len(event.ids)))


def changed_tags(event: library.StepDone | library.NothingDone) -> Mapping[SampleId, Tag]:
    """Return the marks that a step changed."""
    assert isinstance(event, library.StepDone)
    assert isinstance(event.changed, library.TagsChanged)
    return event.changed.tags


@asynccontextmanager
async def running(folder: Path, pace: Pace = NEVER) -> AsyncGenerator[Ends]:
    """Run a library in `folder`."""
    ends = Ends()
    async with trio.open_nursery() as nursery:
        nursery.start_soon(LibraryActor(ends.inbox, ends.events.address, folder, pace).run)
        await ends.until(library.SourcesListed)
        yield ends
        nursery.cancel_scope.cancel()


_listeners: list[set[bytes]] = []


def _heard(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and isinstance(arguments[0], bytes):
        for paths in _listeners:
            paths.add(arguments[0])


sys.addaudithook(_heard)  # for good: a hook cannot be taken away


@contextmanager
def opened_files() -> Generator[set[bytes]]:
    """Collect the bytes paths of all files that this process opens."""
    paths: set[bytes] = set()
    _listeners.append(paths)
    try:
        yield paths
    finally:
        _listeners.remove(paths)


_clock = 1_700_000_000_000_000_000


def write(path: Path, content: int = 0, frames: int = 100) -> Path:
    """Write a 16-bit WAV whose samples are all `content`, with an mtime later than any before."""
    global _clock  # noqa: PLW0603 - file systems keep time too coarsely for tests
    _clock += 1_000_000_000
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, np.full(frames, content, np.int16), 44100, subtype="PCM_16")
    os.utime(path, ns=(_clock, _clock))
    return path
