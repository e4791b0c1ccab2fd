"""Another program's window from which files are dragged."""

from __future__ import annotations

import os
import subprocess
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import trio

from tests.ui.receiver import PYTHON, Receiver, xdotool

PROGRAM = Path(__file__).parent / "gtk_sender.py"


@asynccontextmanager
async def sender(folder: Path, *paths: Path) -> AsyncGenerator[Receiver]:
    """Run a window at the right edge of the screen from which these files are dragged."""
    log = folder / "sender.log"
    log.unlink(missing_ok=True)
    environment = {"NO_AT_BRIDGE": "1", "GIO_USE_VFS": "local", "HOME": str(folder)}
    process = await trio.lowlevel.open_process(
        [PYTHON, str(PROGRAM), str(log), *map(str, paths)],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
    )
    found = Receiver(process, log)
    try:
        found.window = str((await found.until("shown"))["window"])
        await xdotool("search", "--sync", "--onlyvisible", "--pid", process.pid)
        await found.move(2100, 700)
        yield found
    finally:
        with trio.CancelScope(shield=True):
            process.kill()
            await process.wait()
