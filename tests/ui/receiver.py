"""Another program's window, and what it notes."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import trio

from models.handoff.file_uri import file_path

PROGRAM = Path(__file__).parent / "gtk_receiver.py"
PYTHON = "/usr/bin/python3"
"""Has Debian's python3-gi."""
PATIENCE = 60.0


@dataclass(slots=True)
class Receiver:
    """A GTK 3 window beside ours."""

    process: trio.Process
    log: Path
    window: str = ""
    left: int = 0
    top: int = 0

    def noted(self, what: str) -> list[dict[str, Any]]:
        """Return all notes of a kind."""
        text = self.log.read_text() if self.log.exists() else ""
        notes = [json.loads(line) for line in text.splitlines(keepends=True) if line[-1] == "\n"]
        return [note for note in notes if note["what"] == what]

    async def until(self, what: str, count: int = 1) -> dict[str, Any]:
        """Return the note of a kind with that number, once it is there."""
        with trio.fail_after(PATIENCE):
            while len(found := self.noted(what)) < count:  # noqa: ASYNC110 - another process writes
                await trio.sleep(0.01)
        return found[count - 1]

    async def files(self, count: int = 1) -> list[bytes]:
        """Return the files of the drop with that number."""
        uris = (await self.until("data", count))["uris"]
        paths = [file_path(uri.encode()) for uri in uris]
        return [path for path in paths if path is not None]

    async def move(self, left: int, top: int) -> None:
        """Place the window on the screen, above all others."""
        await xdotool("windowmove", "--sync", self.window, left, top)
        await xdotool("windowraise", self.window)
        self.left, self.top = left, top

    @property
    def middle(self) -> tuple[int, int]:
        """Where it is hit, on the screen."""
        return self.left + 150, self.top + 150


async def xdotool(*words: object) -> str:
    """Run xdotool; return what it says."""
    command = ["xdotool", *map(str, words)]
    done = await trio.run_process(command, capture_stdout=True)
    return done.stdout.decode().strip()


@asynccontextmanager
async def receiver(folder: Path, *how: str) -> AsyncGenerator[Receiver]:
    """Run a receiver at the right edge of the screen."""
    log = folder / "receiver.log"
    log.unlink(missing_ok=True)
    environment = {"NO_AT_BRIDGE": "1", "GIO_USE_VFS": "local", "HOME": str(folder)}
    process = await trio.lowlevel.open_process(
        [PYTHON, str(PROGRAM), str(log), *how],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
    )
    found = Receiver(process, log)
    try:
        await found.until("shown")
        search = ("search", "--sync", "--onlyvisible", "--pid", process.pid)
        found.window = (await xdotool(*search)).splitlines()[-1]
        await found.move(2100, 300)
        yield found
    finally:
        with trio.CancelScope(shield=True):
            process.kill()
            await process.wait()
