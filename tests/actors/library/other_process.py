"""Scans a folder in a process of its own: what a test does to it must not be done to pytest.

`python -m tests.actors.library.other_process HOME ROOT [USER]` prints one line
for every event; with USER, a number, it becomes that user before it starts.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

import trio

from actors.messages import library
from tests.actors.library.ends import running, write


async def _warm_up(folder: Path) -> None:
    # Everything that is imported late is imported now, while the interpreter can be read.
    write(folder / "sounds" / "a.wav")
    async with running(folder / "home") as ends:
        await ends.add(folder / "sounds")


async def _scan(home: Path, root: Path) -> None:
    tell = partial(print, flush=True)  # to the test, through the pipe
    async with running(home) as ends:
        ends.post(library.AddSource(ends.ticket(), os.fsencode(root)))
        while not isinstance(event := await ends.until(object), library.ScanEnded):  # type: ignore[type-var] # any event
            tell(event)
        for sample in await ends.samples():
            tell(sample)
        tell(event)


def main() -> None:
    home, root = Path(sys.argv[1]), Path(sys.argv[2])
    if len(sys.argv) > 3:
        trio.run(_warm_up, home.parent / "warm")
        user = int(sys.argv[3])
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    trio.run(_scan, home, root)


if __name__ == "__main__":
    main()
