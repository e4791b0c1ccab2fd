"""Moves files in a process of its own, which a test may kill.

Its words: the folder of the library, the folder that takes what is thrown away.
"""

from __future__ import annotations

import sys
from pathlib import Path

import trio

from actors.messages import library
from tests.actors.library.ends import running


async def _throw_away(folder: Path, trash: Path) -> None:
    async with running(folder) as ends:
        samples = tuple(sample.id for sample in await ends.samples())
        sys.stdout.write("running\n")
        sys.stdout.flush()
        ends.post(library.TrashSamples(samples, bytes(trash)))
        await ends.done(library.FilesMoved)


if __name__ == "__main__":
    trio.run(_throw_away, Path(sys.argv[1]), Path(sys.argv[2]))
