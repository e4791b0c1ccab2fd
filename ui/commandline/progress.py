"""Progress lines on standard error, one per second."""

from __future__ import annotations

import sys

import trio

from actors.kernel.latest import Latest
from actors.kernel.mailbox import Mailbox
from actors.messages.embeddings import (
    AnalysisProgressed,
    DuplicatesProgressed,
    EmbeddingProgressed,
    InsideProgressed,
)
from models.audio.clock import clock, thousands
from models.state.app import AppState
from models.state.progress import Progress
from ui.text import commandline as text

Progressed = EmbeddingProgressed | AnalysisProgressed | DuplicatesProgressed | InsideProgressed


async def print_progress(state: Latest[AppState]) -> None:
    """Print the progress of all tasks until cancelled."""
    while True:
        await trio.sleep(1)  # a line a second
        for task in state.value.tasks:
            _write(text.FILES, task.progress)


async def print_events(events: Mailbox[Progressed], things: str) -> None:
    """Print the number of things done, until cancelled."""
    reported = trio.current_time()
    async for event in events:
        if trio.current_time() - reported >= 1:
            reported = trio.current_time()
            _write(things, event.progress)


def _write(things: str, progress: Progress) -> None:
    total = "" if progress.total is None else thousands(progress.total)
    left = "" if progress.left is None else clock(progress.left, 0)
    line = text.progress(thousands(progress.done), total, things, progress.rate, left)
    if progress.workers:
        line = text.with_workers(line, progress.workers)
    sys.stderr.write(f"{line}\n")
