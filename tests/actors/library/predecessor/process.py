"""Imports in a process of its own, which a test may kill.

Its words: the home folder of the person, the folder of the library.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import trio

from actors.messages import library
from tests.actors.library.ends import running


async def _import(home: Path, folder: Path) -> None:
    async with running(folder) as ends:
        sys.stdout.write("running\n")
        sys.stdout.flush()
        ends.post(library.ImportPredecessor(os.fsencode(home)))
        await ends.until(library.Imported)


if __name__ == "__main__":
    trio.run(_import, Path(sys.argv[1]), Path(sys.argv[2]))
