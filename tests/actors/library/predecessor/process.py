"""Import in a separate process that a test may kill.

Arguments: the user's home folder, the library's folder.
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
