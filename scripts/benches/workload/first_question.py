"""The first similarity question of a process, for `scripts/bench similar`.

Run as a file, with the root of a checkout in `PYTHONPATH`: so that other checkouts are measured by
the same code in the same run.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import numpy as np
import trio
from numpy.typing import NDArray

from actors.embeddings.actor import EmbeddingsActor
from actors.embeddings.extraction import Choice, load_model
from actors.kernel.mailbox import Mailbox
from actors.library.actor import LibraryActor
from actors.library.derived.hashing import Pace
from actors.library.watch import service
from actors.messages import embeddings, library
from models.audio.units import SampleId, Ticket
from models.embedding.model import Model
from models.library.query import Query
from models.library.samples import SampleIds
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound

FOREVER = 1_000.0
"""Seconds for an answer, at most."""
WANTED = 200
"""Results of a question."""


service.SETTLED = 1e6  # what is in the library is on no disk, so nothing may look for it


def make(folder: Path, model: Model, rows: NDArray[np.float32]) -> None:
    """Write a library with features, float32 [count, features]."""
    from scripts.benches.library import fill  # of the checkout that is measured
    from scripts.benches.similar import store_features

    fill(folder / "library.db", len(rows))
    there = folder / "sounds"  # a source that cannot be reached is not compared with
    there.mkdir()
    (there / "one.wav").touch()
    with closing(sqlite3.connect(folder / "library.db")) as connection, connection:
        connection.execute("UPDATE source SET root = ?", (os.fsencode(there),))
    store_features(folder / "library.db", model, rows)


class Questions:
    """Questions to the two actors that answer them."""

    def __init__(self, folder: Path) -> None:
        """Connect the actors of a library's folder."""
        self._to_library, self._heard = Mailbox[library.Command](64), Mailbox[library.Event](1000)
        self._inbox, self._events = (
            Mailbox[embeddings.Command](64),
            Mailbox[embeddings.Event](1000),
        )
        to_library = self._to_library.address
        self.actors = (
            LibraryActor(self._to_library, self._heard.address, folder, Pace(delay=1e6)),
            EmbeddingsActor(
                self._inbox, self._events.address, to_library, Choice(folder), eager=False
            ),
        )
        self._ticket = 0

    async def list_all(self) -> None:
        """Wait for the list of all samples."""
        self._to_library.slot.post(library.List(Ticket(1), Query()))
        with trio.fail_after(FOREVER):
            while not isinstance(await self._heard.receive(), library.Listed):
                pass

    async def ask(self, asked: SimilarityQuery, among: SampleIds) -> tuple[float, int]:
        """Return the seconds until a question is answered, and the number of results."""
        self._ticket += 1
        begun = time.perf_counter()
        self._inbox.slot.post(embeddings.FindSimilar(Ticket(self._ticket), asked, among, WANTED))
        with trio.fail_after(FOREVER):
            while not isinstance(found := await self._events.receive(), embeddings.SimilarFound):
                pass
        return time.perf_counter() - begun, len(found.answer.ids)


@asynccontextmanager
async def open_questions(folder: Path) -> AsyncGenerator[Questions]:
    """Run the actors of a library's folder."""
    questions = Questions(folder)
    async with trio.open_nursery() as nursery:
        for actor in questions.actors:
            nursery.start_soon(actor.run)
        yield questions
        nursery.cancel_scope.cancel()


async def ask_first(folder: Path, count: int) -> float:
    """Return the seconds from the first question to its answer, when the list is already shown."""
    everything = SampleIds(np.arange(1, count + 1))
    async with open_questions(folder) as questions:
        await questions.list_all()
        seconds, results = await questions.ask(
            SimilarityQuery((Sound(b"", SampleId(1)),)), everything
        )
        if results != min(WANTED, count - 1):
            raise RuntimeError(f"{results} results of {count} sounds")
        return seconds


def evict(folder: Path) -> None:
    """Drop the files of a library from the page cache."""
    os.sync()
    for path in folder.rglob("*"):
        if path.is_file():
            handle = os.open(path, os.O_RDONLY)
            try:
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(handle)


def resident() -> float:
    """Return the proportional size of this process in MB."""
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1e3 for line in lines if line.startswith("Pss:"))


def main() -> None:
    """Make a library, drop it from the page cache, or print the seconds of a first question."""
    what, folder, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    if what == "make":
        from scripts.benches.similar import realistic_features  # as in `make`

        model = load_model()
        make(folder, model, realistic_features(model, count))
    elif what == "evict":
        evict(folder)
    else:
        print(f"answer {trio.run(ask_first, folder, count)} {resident()}")


if __name__ == "__main__":
    main()
