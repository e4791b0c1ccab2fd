"""State of the library after `kill -9` at random moments, 240 times.

A separate process scans, marks, collects, imports, exports or deletes, and reports each operation
once it was shown as done. It is killed at a random moment; then the library must be intact, contain
everything reported, and continue to work. `tests/actors/library/test_kills.py` runs a seeded tenth
of it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import trio
from loguru import logger

from actors.messages import library
from models.audio.units import CollectionId, SampleId, Ticket
from models.library.export.settings import ExportSettings
from models.library.tag import Tag
from tests.actors.library.ends import Ends, changed_tags, running, write
from tests.actors.library.predecessor import installations

ROOT = Path(__file__).parents[2]
FILES = 120
LONGEST = 0.7
"""Seconds from the first report to the kill."""
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Place:
    """Folders of one such process."""

    base: Path

    @property
    def home(self) -> Path:
        """The `.sempal` folder."""
        return self.base / "home"

    @property
    def sounds(self) -> Path:
        """The source folder."""
        return self.base / "sounds"

    @property
    def out(self) -> Path:
        """Destination of exported or deleted files."""
        return self.base / "out"


def report(**said: object) -> None:
    """Report to the killer what was shown as done."""
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


# ------------------------------------------------------------------ the victims


async def scanning(ends: Ends, place: Place, _chance: random.Random) -> None:
    """Scan repeatedly while files change."""
    for number in range(1_000):
        write(place.sounds / f"new {number}" / "x.wav", number + 5_000, frames=4)
        await ends.add(place.sounds)
        report(samples=len(await ends.samples()))


async def tagging(ends: Ends, _place: Place, chance: random.Random) -> None:
    """Mark samples, and undo some of it."""
    samples = [sample.id for sample in await ends.samples()]
    while True:
        sample, tag = chance.choice(samples), chance.choice([Tag.KEEP, Tag.TRASH])
        report(begun=sample)
        undo = chance.random() < 0.2
        ends.post(library.Undo() if undo else library.Mark((sample,), tag))
        event = await ends.outcome()
        changed = changed_tags(event) if isinstance(event, library.StepDone) else {}
        report(tags={int(one): int(now) for one, now in changed.items()})


async def collecting(ends: Ends, _place: Place, chance: random.Random) -> None:
    """Create and fill collections."""
    samples = [sample.id for sample in await ends.samples()]
    for number in range(1, 1_000):
        ends.post(library.AddCollection(f"Kit {number}"))
        await ends.done(library.CollectionsChanged)
        report(collection=f"Kit {number}")
        chosen = tuple(chance.sample(samples, 9))
        ends.post(library.AddToCollection(CollectionId(number), chosen))
        await ends.done(library.CollectionsChanged)
        report(members=[number, *chosen])


async def importing(ends: Ends, place: Place, _chance: random.Random) -> None:
    """Import from the predecessor."""
    report(ready=True)
    ends.post(library.ImportPredecessor(os.fsencode(place.base / "old" / "home")))
    await ends.until(library.Imported)
    report(imported=True)


async def exporting(ends: Ends, place: Place, _chance: random.Random) -> None:
    """Export a collection of everything repeatedly, in two formats."""
    samples = tuple(sample.id for sample in await ends.samples())
    ends.post(library.AddCollection("Kit"))
    await ends.done(library.CollectionsChanged)
    ends.post(library.AddToCollection(CollectionId(1), samples))
    await ends.done(library.CollectionsChanged)
    for number in range(1_000):
        settings = ExportSettings(f"{number % 2} {{name}}")
        order = library.ExportCollection(
            Ticket(number + 1), CollectionId(1), bytes(place.out), settings
        )
        ends.post(order)
        ended = await ends.until(library.ExportEnded)
        report(exported=ended.report.written + ended.report.unchanged)


async def filing(ends: Ends, place: Place, chance: random.Random) -> None:
    """Delete files and undo it."""
    while True:
        samples = [sample.id for sample in await ends.samples() if not sample.missing]
        chosen = tuple(SampleId(one) for one in chance.sample(samples, 20))
        ends.post(library.TrashSamples(chosen, bytes(place.out)))
        await ends.done(library.FilesMoved)
        report(thrown=len(chosen))
        ends.post(library.Undo())
        await ends.done(library.FilesMoved)
        report(back=len(chosen))


Victim = Callable[[Ends, Place, random.Random], Awaitable[None]]
VICTIMS: Mapping[str, Victim] = {
    "scan": scanning,
    "tag": tagging,
    "collect": collecting,
    "import": importing,
    "export": exporting,
    "files": filing,
}


async def _work(kind: str, place: Place, seed: int) -> None:
    os.environ["SEMPAL_CONFIG_HOME"] = str(place.base / "nobody")
    async with running(place.home) as ends:
        await VICTIMS[kind](ends, place, random.Random(seed))  # noqa: S311 - repeatable


# ------------------------------------------------------------------ the killer


def prepare(place: Place) -> None:
    """Create sounds, files of the predecessor, and a scanned library."""
    for number in range(FILES):
        write(place.sounds / f"{number % 7}" / f"{number}.wav", number + 1, frames=4)
    installations.seed(place.base / "old")
    trio.run(_scanned, place)


async def _scanned(place: Place) -> None:
    async with running(place.home) as ends:
        await ends.add(place.sounds)


def kill_victim(kind: str, place: Place, seed: int) -> list[dict[str, object]]:
    """Start a victim and kill it at a random moment; return its reports."""
    words = ["-m", "scripts.soaks.kills", "--work", kind, str(place.base), "--seed", str(seed)]
    after = random.Random(seed).uniform(0.0, LONGEST)  # noqa: S311 - repeatable
    with subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        if process.stdout is None:
            raise RuntimeError("no pipe")
        first = process.stdout.readline()
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
        lines = [first, *process.stdout.read().splitlines(keepends=True)]
    return [json.loads(line) for line in lines if line.endswith(b"\n")]


def violations(kind: str, place: Place, said: list[dict[str, object]]) -> list[str]:
    """Return deviations from the reports, and violated invariants."""
    found: list[str] = []
    with closing(sqlite3.connect(place.home / "library.db")) as connection:
        check = connection.execute("PRAGMA integrity_check").fetchall()
        if check != [("ok",)]:
            found.append(f"integrity: {check[:3]}")
        if keys := connection.execute("PRAGMA foreign_key_check").fetchall():
            found.append(f"foreign keys: {keys[:3]}")
        found += _unkept(kind, connection, said)
    found += _after_a_start(kind, place)
    return found


def _unkept(kind: str, connection: sqlite3.Connection, said: list[dict[str, object]]) -> list[str]:
    count: Callable[[str], int] = lambda sql: int(connection.execute(sql).fetchone()[0])  # noqa: E731
    if kind == "scan":
        counted = max((int(str(one["samples"])) for one in said if "samples" in one), default=0)
        return [] if count("SELECT count(*) FROM sample") >= counted else ["samples are gone"]
    if kind == "tag":
        return _lost_tags(connection, said)
    if kind == "collect":
        names = {one["collection"] for one in said if "collection" in one}
        there = {name for (name,) in connection.execute("SELECT name FROM collection")}
        rows = connection.execute("SELECT collection, sample FROM member")
        members = {(int(collection), int(sample)) for collection, sample in rows}
        wanted = {
            (collection, sample)
            for one in said
            if isinstance(filled := one.get("members"), list)
            for collection, *chosen in [filled]
            for sample in chosen
        }
        lost = [f"collections are gone: {names - there}"] if names - there else []
        return [*lost, f"members are gone: {wanted - members}"] if wanted - members else lost
    if kind == "import":
        done = count("SELECT count(*) FROM import")
        marks = count("SELECT count(*) FROM sample WHERE words LIKE '%kick_deep%' AND tag = 1")
        counted = any("imported" in one for one in said)
        return (
            []
            if done == marks and done >= counted
            else [f"half an import: {done}, {marks}, {counted}"]
        )
    return []


def _lost_tags(connection: sqlite3.Connection, said: list[dict[str, object]]) -> list[str]:
    last: dict[int, int] = {}
    open_end = False
    for one in said:
        open_end = "begun" in one
        tags = one.get("tags")
        if isinstance(tags, dict):
            last |= {int(sample): int(tag) for sample, tag in tags.items()}
    now = dict(connection.execute("SELECT id, tag FROM sample").fetchall())
    wrong = [sample for sample, tag in last.items() if now[sample] != tag]
    # An operation begun but not reported may be stored or not: one step of one sample.
    return [f"marks are gone: {wrong}"] if len(wrong) > open_end else []


def _after_a_start(kind: str, place: Place) -> list[str]:
    count = trio.run(_opened, place)
    if kind == "files":
        there = len(list(place.sounds.rglob("*.wav")))
        thrown = len(list(place.out.glob("*.wav"))) if place.out.exists() else 0
        if there + thrown != FILES:
            return [f"{FILES - there - thrown} files are gone"]
        if count != FILES:
            return [f"{count} samples of {FILES} files"]
    if kind == "export" and place.out.exists():
        known = Counter(path.read_bytes() for path in place.sounds.rglob("*.wav"))
        broken = [path.name for path in place.out.glob("*.wav") if path.read_bytes() not in known]
        return [f"broken files: {broken[:3]}"] if broken else []
    return []


async def _opened(place: Place) -> int:
    with trio.fail_after(PATIENCE):
        async with running(place.home) as ends:
            return len(await ends.samples())


def soak(kills: int, seed: int, base: Path) -> dict[str, object]:
    """Kill `kills` victims, cycling through the kinds; return the failures."""
    wrong: list[str] = []
    counts: Counter[str] = Counter()
    kinds = list(VICTIMS)
    for number in range(kills):
        kind = kinds[number % len(kinds)]
        place = Place(base / f"{number}")
        prepare(place)
        said = kill_victim(kind, place, seed + number)
        counts[kind] += len(said)
        wrong += [f"{kind}, seed {seed + number}: {one}" for one in violations(kind, place, said)]
    return {"kills": kills, "seed": seed, "said": dict(counts), "wrong": wrong}


def main() -> int:
    """Run the kills and print a summary; with `--work`, be a victim."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=240)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", nargs=2, metavar=("KIND", "FOLDER"))
    asked = parser.parse_args()
    logger.remove()  # per-step log lines would hide the summary
    if asked.work:
        trio.run(_work, asked.work[0], Place(Path(asked.work[1])), asked.seed)
        return 0
    with tempfile.TemporaryDirectory(prefix="sempal-kills-") as base:
        outcome = soak(asked.kills, asked.seed, Path(base))
    wrong = outcome["wrong"]
    what = wrong or "nothing lost"
    print(f"{asked.kills} kills: {what}; operations reported: {outcome['said']}")
    print(json.dumps(outcome))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
