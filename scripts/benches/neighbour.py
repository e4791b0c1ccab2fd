"""Background load of an app: large library open, folder being scanned, sounds being embedded.

Not a benchmark: others run it beside theirs.
"""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import trio

from actors.embeddings.local_executor import LocalExecutor
from actors.embeddings.worker_pool import WorkerPool
from actors.messages import intents
from actors.messages.ports import Ports
from actors.messages.run_options import Config
from actors.system import running
from models.audio.units import SampleId, SourceId
from models.library.sample import Sample
from scripts.benches.library import fill
from scripts.benches.scan import write_files

ROWS, FILES = 56_000, 3_000
DEMO = Path(__file__).parents[2] / "data" / "demo"


@asynccontextmanager
async def background_load(folder: Path) -> AsyncGenerator[None]:
    """Run the load in `folder`, in this process and its children."""
    home, many = folder / ".sempal", folder / "many"
    home.mkdir()
    fill(home / "library.db", ROWS)
    write_files(many, FILES)
    async with running(Config(home, sound=False)) as ports, trio.open_nursery() as nursery:
        await ports.state.until(lambda state: len(state.browser.ids) == ROWS)
        nursery.start_soon(_scan, ports, many)
        nursery.start_soon(_embed)
        await trio.sleep(1)  # the worker processes have started
        yield
        nursery.cancel_scope.cancel()


async def _scan(ports: Ports, folder: Path) -> None:
    while True:
        ports.intents.post(intents.AddSource(os.fsencode(folder)))
        state = await ports.state.until(
            lambda state: (
                len(state.sources.all) == 2
                and state.sources.all[-1].count == FILES
                and not state.tasks
            )
        )
        ports.intents.post(intents.RemoveSource(state.sources.all[-1].id))
        await ports.state.until(lambda state: len(state.sources.all) == 1)


async def _embed() -> None:
    paths = sorted(path for path in DEMO.rglob("*") if path.is_file())
    batch = tuple(
        Sample(SampleId(number), SourceId(1), os.fsencode(path), path.name)
        for number, path in enumerate(paths)
    )
    async with trio.open_nursery() as nursery:
        executor = LocalExecutor(nursery)
        pool = WorkerPool(executor)
        while True:
            await pool.process(batch)
