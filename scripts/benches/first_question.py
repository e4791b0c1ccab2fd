"""The first similarity question of a process, for `scripts/bench similar`.

Run as a file, with the root of a checkout as the working folder: so that other checkouts are
measured by the same code in the same run.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path.cwd()))

import numpy as np
import trio

from actors.embeddings.actor import EmbeddingsActor
from actors.embeddings.extraction import Choice, load_model
from actors.kernel.mailbox import Mailbox
from actors.library.actor import LibraryActor
from actors.library.derived.hashing import Pace
from actors.library.watch import service
from actors.messages import embeddings, library
from models.audio.units import SampleId, Ticket
from models.library.query import Query
from models.library.samples import SampleIds
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound

FOREVER = 1_000.0


def make(folder: Path, count: int) -> None:
    """Fill a library with realistic features."""
    from scripts.benches.library import fill
    from scripts.benches.similar import realistic_features, store_features

    model = load_model()
    fill(folder / "library.db", count)
    there = folder / "sounds"  # a source that cannot be reached is not compared with
    there.mkdir()
    (there / "one.wav").touch()
    with closing(sqlite3.connect(folder / "library.db")) as connection, connection:
        connection.execute("UPDATE source SET root = ?", (os.fsencode(there),))
        connection.execute("UPDATE sample SET content = token")
    store_features(folder / "library.db", model, realistic_features(model, count))


service.SETTLED = 1e6  # what is in the library is on no disk, so nothing may look for it


async def ask(folder: Path, count: int) -> float:
    """Return the seconds from the first question to its answer, when the list is already shown."""
    to_library, heard = Mailbox[library.Command](64), Mailbox[library.Event](1000)
    inbox, events = Mailbox[embeddings.Command](64), Mailbox[embeddings.Event](1000)
    keeper = LibraryActor(to_library, heard.address, folder, Pace(delay=1e6))
    actor = EmbeddingsActor(inbox, events.address, to_library.address, Choice(folder), eager=False)
    everything = SampleIds(np.arange(1, count + 1))
    async with trio.open_nursery() as nursery:
        nursery.start_soon(keeper.run)
        nursery.start_soon(actor.run)
        to_library.slot.post(library.List(Ticket(1), Query()))
        with trio.fail_after(FOREVER):
            while not isinstance(await heard.receive(), library.Listed):
                pass
        asked = SimilarityQuery((Sound(b"", SampleId(1)),))
        begun = time.perf_counter()
        inbox.slot.post(embeddings.FindSimilar(Ticket(1), asked, everything, 200))
        with trio.fail_after(FOREVER):
            while not isinstance(found := await events.receive(), embeddings.SimilarFound):
                pass
        seconds = time.perf_counter() - begun
        if len(found.answer.ids) != min(200, count - 1):
            raise RuntimeError(f"not answered: {found}")
        nursery.cancel_scope.cancel()
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
        make(folder, count)
    elif what == "evict":
        evict(folder)
    else:
        print(f"answer {trio.run(ask, folder, count)} {resident()}")


if __name__ == "__main__":
    main()
