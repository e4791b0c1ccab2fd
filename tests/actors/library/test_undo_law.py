"""Law: undoing any sequence of steps restores the initial state."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import trio
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from actors.messages import library
from models.audio.units import CollectionId, SourceId, Ticket
from models.library.tag import Tag
from models.types.sound_type import SoundType
from tests.actors.library.ends import Ends, running, write

FILES = ("one/a.wav", "one/deep/b.wav", "two/c.wav")
STEPS = (
    *("mark", "type", "create", "collect", "rename", "move", "narrow", "remove", "widen"),
    *("undo", "redo"),
)
steps = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 2)), min_size=4, max_size=10)
State = tuple[list[tuple[object, ...]], ...]


_QUERIES = (
    """SELECT sample.id, root, path, sample.name, tag, missing, given_type.type
        FROM sample JOIN folder ON folder.id = folder JOIN source ON source.id = sample.source
        LEFT JOIN given_type ON sample = sample.id WHERE NOT removed ORDER BY sample.id""",
    """SELECT name, sample FROM collection LEFT JOIN member ON collection = collection.id
        ORDER BY collection.place, member.place""",
    "SELECT root FROM source WHERE NOT removed ORDER BY root",
)


def state(home: Path, root: Path) -> State:
    """Return samples with all decisions about them, collections, sources and files."""
    with closing(sqlite3.connect(home / "library.db")) as connection:
        return (
            *(connection.execute(query).fetchall() for query in _QUERIES),
            sorted((str(path),) for path in root.rglob("*.wav")),
        )


async def order(
    ends: Ends, home: Path, root: Path, what: str, which: int
) -> library.Command | None:
    """Return a command about an existing object; `None`: there is none."""
    samples = await ends.samples()
    sample = samples[which % len(samples)] if samples else None
    with closing(sqlite3.connect(home / "library.db")) as connection:
        ids = [CollectionId(one) for (one,) in connection.execute("SELECT id FROM collection")]
        (steps,) = connection.execute("SELECT coalesce(max(id), 0) FROM step").fetchone()
    match what:
        case "undo":
            return library.Undo()
        case "redo":
            return library.Redo()
        case "create":
            return library.AddCollection(f"Kit {steps}")
        case "widen":
            return library.AddSource(Ticket(steps), os.fsencode(root))
        case _ if sample is None:
            return None
        case "mark":
            return library.Mark((sample.id,), Tag.KEEP if which else Tag.TRASH)
        case "type":
            return library.CorrectType((sample.id,), (SoundType.KICK, SoundType.SNARE, None)[which])
        case "collect":
            return library.AddToCollection(ids[-1], (sample.id,)) if ids else None
        case "rename":
            return library.RenameSample(sample.id, f"name {steps}")
        case "move":
            return library.MoveSamples((sample.id,), sample.source, b"other")
        case "narrow":
            return library.NarrowSource(SourceId(1), b"deep")
        case _:
            return library.RemoveSource(sample.source)


async def carried_out(ends: Ends, wanted: library.Command) -> bool:
    """Run a command; return whether it made or undid a step."""
    ends.post(wanted)
    with trio.fail_after(60):
        while True:
            event = await ends.events.receive()
            if isinstance(wanted, library.AddSource):  # which ends with a scan
                if isinstance(event, library.ScanEnded):
                    return True
            elif isinstance(event, library.StepDone):
                return True
            elif isinstance(event, library.NothingDone | library.LibraryFailed):
                return False


@example([("narrow", 0), ("rename", 0), ("mark", 1), ("remove", 0), ("type", 0), ("undo", 0)])
@example([("narrow", 0), ("widen", 0), ("mark", 1), ("remove", 0), ("undo", 0), ("undo", 0)])
@example([("mark", 0), ("widen", 0), ("rename", 2), ("remove", 0), ("undo", 0), ("redo", 0)])
@example([("create", 0), ("collect", 0), ("move", 1), ("collect", 1), ("undo", 0), ("redo", 0)])
@given(wanted=steps)
@settings(
    max_examples=5,
    phases=(Phase.explicit, Phase.generate),  # shrinking takes minutes
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_undoing_all_leads_to_the_start_and_redoing_all_back(
    tmp_path: Path, wanted: list[tuple[str, int]]
) -> None:
    folder = Path(tempfile.mkdtemp(dir=tmp_path))
    home, root = folder / "home", folder / "sounds"
    for number, name in enumerate(FILES, 1):
        write(root / name, number)

    async def work() -> None:
        async with running(home) as ends:
            await ends.add(root / "one")
            await ends.add(root / "two")
            start = state(home, root)
            for what, which in wanted:
                one = await order(ends, home, root, what, which)
                if one is not None:
                    await carried_out(ends, one)
        async with running(home) as ends:  # the journal is on disk
            while await carried_out(ends, library.Redo()):
                pass
            end, count = state(home, root), 0
            while await carried_out(ends, library.Undo()):
                count += 1
            assert state(home, root) == start
        async with running(home) as ends:
            for _ in range(count):
                assert await carried_out(ends, library.Redo())
            assert state(home, root) == end

    trio.run(work)
