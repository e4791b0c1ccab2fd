"""Marks while a source of many samples is removed, narrowed or imported, or a folder renamed.

Runs through the real actor. Marks are posted one after another while the step runs; times are from
the command to the event that the mark is on disk. Reported for each step: its own time, the number
of marks, and their 95th percentile and worst time in milliseconds.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path

import trio
from loguru import logger

from actors.library.actor import LibraryActor
from actors.library.derived.hashing import Pace
from actors.messages import library
from models.audio.units import SampleId, SourceId
from models.library.file import READER
from models.library.tag import Tag
from scripts.benches.library import Asker, fill, index
from tests.actors.library.predecessor import installations

PAUSE = 0.05
"""Seconds between a mark and the next: faster than anyone marks."""
SETTLE = 3.0
"""Seconds between two steps, for what follows them."""
ONE = SourceId(1)
TOP = b"Top"
"""Folder around all others."""


def build(folder: Path, rows: int) -> None:
    """Write a library of one source, its folders in one, and empty files for its samples."""
    fill(folder / "library.db", rows)
    root = folder / "sounds"
    with closing(sqlite3.connect(folder / "library.db", isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.execute("UPDATE source SET root = ?", (bytes(root),))
        connection.execute("UPDATE folder SET path = CAST(? || path AS BLOB)", (TOP + b"/",))
        connection.execute("UPDATE sample SET reader = ?", (READER,))  # by this version
        connection.execute("COMMIT")
        rows_ = connection.execute(
            "SELECT path, name FROM sample JOIN folder ON folder.id = sample.folder"
        ).fetchall()
    for path, name in rows_:
        file = root / path.decode() / name.decode()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(bytes(9))  # as the library knows them: a scan reads none
        os.utime(file, ns=(9, 9))
    index(folder / "library.db")


STEPS: tuple[tuple[str, library.Command], ...] = (
    ("remove", library.RemoveSource(ONE)),
    ("undo", library.Undo()),
    ("narrow", library.NarrowSource(ONE, TOP + b"/Pack 3")),
    ("undo", library.Undo()),
    ("rename folder", library.RenameFolder(ONE, TOP, "Other")),
    ("undo", library.Undo()),
)


def build_predecessor(folder: Path, rows: int) -> bytes:
    """Write a library of the predecessor with as many files, a tenth of them members."""
    root, names = folder / "imported", [f"pack {at % 97}/hit {at:06}.wav" for at in range(rows)]
    for name in names:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    installations.marks(root, installations.FILES_TAGGED, dict.fromkeys(names[::3], 1))
    members = [(installations.DRUMS, name) for name in names[::10]]
    kit = {"id": installations.KICKS, "name": "Kicks", "members": members}
    home = folder / "predecessor"
    installations.library(home / "library.db", [(installations.DRUMS, root)], [kit])
    return bytes(home)


class Pump:
    """Receives the events of the library."""

    def __init__(self, asker: Asker, path: Path) -> None:
        self._asker, self._path, self._count = asker, path, 0
        self.marked, self.stepped = trio.Event(), trio.Event()

    async def run(self) -> None:
        """Note answers until cancelled."""
        while True:
            event = await self._asker.events.receive()
            if isinstance(event, library.StepDone) and isinstance(
                event.changed, library.TagsChanged
            ):
                self.marked.set()
            elif isinstance(event, library.StepDone | library.Imported):
                self.stepped.set()
            elif isinstance(event, library.NothingDone):
                self.marked.set()  # it was kept before
            elif isinstance(event, library.LibraryFailed | library.ImportFailed):
                raise TypeError(event.reason)

    async def mark(self) -> float:
        """Return the seconds until a mark is on disk."""
        self.marked, begun = trio.Event(), time.perf_counter()
        self._count += 1
        self._asker.inbox.slot.post(library.Mark((SampleId(self._count),), Tag.KEEP))
        await self.marked.wait()
        return time.perf_counter() - begun

    async def undo_marks(self) -> None:
        """Undo marks until the last step is another one."""
        connection = sqlite3.connect(self._path)
        last = "SELECT kind FROM step WHERE NOT undone ORDER BY id DESC LIMIT 1"
        with closing(connection):
            while connection.execute(last).fetchone() == ("tag",):
                self.marked = trio.Event()
                self._asker.inbox.slot.post(library.Undo())
                await self.marked.wait()


async def during(asker: Asker, pump: Pump, command: library.Command) -> dict[str, float]:
    """Return the figures of marks while a step is carried out, in milliseconds."""
    if isinstance(command, library.Undo):
        await pump.undo_marks()
    pump.stepped, begun, times = trio.Event(), time.perf_counter(), list[float]()
    asker.inbox.slot.post(command)
    while not pump.stepped.is_set():
        times.append(await pump.mark())
        with trio.move_on_after(PAUSE):
            await pump.stepped.wait()
    took = time.perf_counter() - begun
    return {"step": round(took * 1e3), "marks": len(times), **percentiles(times)}


def percentiles(times: list[float]) -> dict[str, float]:
    """Return the 95th percentile and the worst time in milliseconds."""
    ranked = sorted(times)
    return {
        "p95": round(ranked[round(0.95 * (len(ranked) - 1))] * 1e3, 1),
        "worst": round(ranked[-1] * 1e3, 1),
    }


async def measure(folder: Path, old: bytes) -> list[tuple[str, dict[str, float]]]:
    """Return the figures of each step."""
    asker = Asker()
    actor = LibraryActor(asker.inbox, asker.events.address, folder, Pace(delay=1e6))
    found: list[tuple[str, dict[str, float]]] = []
    async with trio.open_nursery() as nursery:
        nursery.start_soon(actor.run)
        await asker.until(library.SourcesListed)
        pump = Pump(asker, folder / "library.db")
        nursery.start_soon(pump.run)
        await trio.sleep(1)  # what follows a start is done by then
        steps = (*STEPS, ("import", library.ImportPredecessor(old)))
        for name, command in steps:
            found.append((name, await during(asker, pump, command)))
            print(*found[-1], flush=True)
            await trio.sleep(SETTLE)
        nursery.cancel_scope.cancel()
    return found


def main() -> None:
    """Measure and print one line per step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--rows", type=int, default=100_000)
    asked = parser.parse_args()
    logger.remove()  # a line per empty file of the import
    with tempfile.TemporaryDirectory(prefix="sempal-bench-") as place:
        build(Path(place), asked.rows)
        old = build_predecessor(Path(place), asked.rows)
        found = trio.run(measure, Path(place), old)
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
