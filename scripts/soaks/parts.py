"""Requests and tasks left hanging when actors fail at random moments, 200 times.

The whole app without its window: random intents and requests run while a random actor crashes once,
stays down, or hangs. Afterwards every request must be replied to or refused, nothing may wait for
an actor that is down or was restarted, and every displayed mark must be on disk.
`tests/journeys/test_chaos.py` runs a seeded tenth of it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from importlib import import_module
from pathlib import Path
from typing import Any

import trio
from loguru import logger

import actors.system as wiring
from actors.kernel.reply import NoReply, ask
from actors.messages import embeddings, intents, library
from actors.messages.ports import Ports
from actors.messages.run_options import Config
from models.audio.units import Decibels
from models.library.query import Sort
from models.library.tag import Tag
from models.state.app import AppState
from models.state.screen import Panel
from tests.actors.library.ends import write

PARTS = ("library", "session", "embeddings", "audio", "waveform", "config", "handoff")
CRASH, DOWN, HANG = "crashes once", "stays down", "falls silent"
FILES = 30
PATIENCE = 30.0
"""Seconds within which everything must settle on a busy machine."""
LONGEST = 0.15
"""Maximum seconds between two intents."""
SILENT_EACH = 20
"""One of this many rounds makes an actor hang: detecting that takes seconds."""


class Broken(Exception):
    """Injected failure."""


class Fate:
    """Injects failures into the actors of an app."""

    def __init__(self) -> None:
        self._part, self._way = "", ""
        self._struck = trio.Event()

    def strike(self, part: str, way: str) -> None:
        """Make an actor crash once, stay down, or hang, now."""
        self._part, self._way = part, way
        self._struck.set()

    async def run(self, part: str, run: Callable[[], Any]) -> None:
        """Run an actor until it is struck."""
        async with trio.open_nursery() as nursery:
            nursery.start_soon(self._break, part, nursery.cancel_scope)
            await run()
            nursery.cancel_scope.cancel()
        if self._part == part and self._way == HANG:
            await trio.sleep_forever()

    async def _break(self, part: str, scope: trio.CancelScope) -> None:
        await self._struck.wait()
        if self._part != part:
            await trio.sleep_forever()
        if self._way == HANG:
            scope.cancel()
            return
        if self._way == CRASH:
            self._struck = trio.Event()
        raise Broken(self._way)


FATE: ContextVar[Fate] = ContextVar("fate")
"""Failure injector of the app started in this task."""


@contextmanager
def breakable() -> Iterator[None]:
    """Let the `FATE` of their task strike apps that start meanwhile."""
    before = {}
    for part in PARTS:
        room, name = import_module(f"actors.{part}.actor"), f"{part.capitalize()}Actor"
        before[room, name] = whole = getattr(room, name)

        class Fragile(whole):  # type: ignore[misc, valid-type] # any of them
            part_name = part

            async def run(self) -> None:
                """Run until struck."""
                await FATE.get().run(self.part_name, super().run)

        setattr(room, name, Fragile)
    try:
        yield
    finally:
        for (room, name), whole in before.items():
            setattr(room, name, whole)


def random_intents(chance: random.Random, out: Path) -> list[intents.Intent]:
    """Return a random sequence of user intents."""
    return [
        intents.MoveFocus(chance.choice((-1, 1, 3))),
        intents.MarkSamples(chance.choice((Tag.KEEP, Tag.TRASH))),
        intents.MarkSamples(chance.choice((Tag.KEEP, Tag.TRASH))),
        intents.Undo(),
        intents.Redo(),
        intents.Search(chance.choice(("", "1", "2", "nothing"))),
        intents.FilterTag(chance.choice((None, Tag.KEEP))),
        intents.SortBy(chance.choice(list(Sort))),
        intents.ScanAll(),
        intents.FindDuplicates(),
        intents.LeaveSimilar(),
        intents.ShowMap(chance.random() < 0.5),
        intents.TogglePlay(),
        intents.ChangeSetting("volume", Decibels(-chance.random() * 20)),
        intents.NameCollection(f"Kit {chance.randrange(1000)}"),
        intents.AddToCollection(1),
        intents.Export(folder=os.fsencode(out)),
        intents.OpenModels(),
        intents.StepBack(),
        intents.ImportPredecessor(os.fsencode(out / "nobody")),
        intents.FocusPanel(Panel.SAMPLES),
    ]


QUESTIONS: tuple[tuple[str, Callable[[Any], Any]], ...] = (
    ("library", library.Export),
    ("library", library.FetchIdenticalCopies),
    ("library", lambda reply: library.CountUnembedded("aisfx", reply)),
    ("library", lambda reply: library.CountUnanalysed("none", reply)),
    ("embeddings", embeddings.FetchVectors),
    ("embeddings", embeddings.QueryDuplicates),
)
ASKED = ("library", "embeddings")
"""Parts that are asked."""


def pending(state: AppState) -> list[str]:
    """Return what the screen shows as pending or running."""
    shown = {
        "the list": state.browser.waiting,
        "the collection": state.members.waiting,
        "the import": state.predecessor.running,
        "settings of the import": state.predecessor.unsettled,
        "the export": state.exporting.running is not None,
        "duplicates": state.duplicates.waiting,
        "the map": state.map.waiting,
        "models": bool(state.embedding_models.busy),
        "tasks": bool(state.tasks),
    }
    return [name for name, waiting in shown.items() if waiting]


async def send_request(
    ports: Ports, chance: random.Random, counts: Counter[str], parts: tuple[str, ...] = ASKED
) -> None:
    """Send a request to one of these parts; it must be replied to, or refused with a reason."""
    part, question = chance.choice([one for one in QUESTIONS if one[0] in parts])
    address: Any = ports.library if part == "library" else ports.embeddings
    try:
        await ask(address, question, within=PATIENCE)
        counts["answered"] += 1
    except NoReply as refused:
        counts["refused" if str(refused) else "refused without a reason"] += 1


async def run_round(number: int, seed: int, base: Path, counts: Counter[str]) -> list[str]:
    """Make one actor of an app fail during random intents; return what is wrong afterwards."""
    chance = random.Random(seed * 1_000 + number)  # noqa: S311 - repeatable, not secret
    part = chance.choice(PARTS)
    way = HANG if number % SILENT_EACH == SILENT_EACH - 1 else chance.choice((CRASH, DOWN))
    fate, home = Fate(), base / ".sempal"
    wrong: list[str] = []
    FATE.set(fate)
    with breakable():
        async with (
            wiring.running(Config(home, sound=False)) as ports,
            trio.open_nursery() as asking,
        ):
            with trio.fail_after(PATIENCE):
                await ports.state.until(lambda now: now.sources.known)
                if not ports.state.value.sources.all:
                    ports.intents.post(intents.AddSource(os.fsencode(base / "sounds")))
                    await ports.state.until(lambda now: now.sources.report is not None)
                await ports.state.until(lambda now: not pending(now))
            count = chance.randrange(3, 8)
            at = chance.randrange(count)
            for step in range(count):
                if not ports.parts.value.lost:
                    ports.intents.post(chance.choice(random_intents(chance, base / "out")))
                if chance.random() < 0.5:
                    asking.start_soon(send_request, ports, chance, counts)
                if step == at:
                    fate.strike(part, way)
                await trio.sleep(chance.random() * LONGEST)
            with trio.move_on_after(PATIENCE) as late:
                await _calm(ports, part, way)
                if way != CRASH and part in ASKED:
                    asking.start_soon(send_request, ports, chance, counts, (part,))
                await ports.state.until(
                    lambda now: (
                        now.parts == ports.parts.value
                        and ("session" in now.parts.down or not pending(now))
                    )
                )
                while asking.child_tasks:  # noqa: ASYNC110 - a nursery has no event for it
                    await trio.sleep(0.02)
                # A mark is stored first and shown then.
                while _not_kept(home, ports.state.value):  # noqa: ASYNC110 - as above
                    await trio.sleep(0.02)
            state = ports.state.value
            if late.cancelled_caught:
                wrong.append(f"waits: {pending(state)}, {len(asking.child_tasks)} questions")
            if state.parts != ports.parts.value:
                wrong.append(f"shows {state.parts}, is {ports.parts.value}")
            asking.cancel_scope.cancel()
    counts[f"{part} {way}"] += 1
    wrong += [f"“{one}” is shown, not kept" for one in _not_kept(home, state)]
    return [f"round {number}, {part} {way}: {one}" for one in wrong]


async def _calm(ports: Ports, part: str, way: str) -> None:
    """Wait until an actor runs again, or is known to be down."""
    if way == CRASH:
        await trio.sleep(0.2)  # the crash itself is not awaited: it may be over
        await ports.parts.until(lambda parts: part not in parts.faults)
    elif part != "session":
        await ports.state.until(lambda now: part in now.parts.down)
    else:
        await ports.parts.until(lambda parts: "session" in parts.down)


def _not_kept(home: Path, state: AppState) -> list[str]:
    """Return rows whose displayed marks are not on disk.

    What was asked for before the session or the library went down may be stored, but shown no more:
    then a mark that was on disk before counts as well.
    """
    with closing(sqlite3.connect(home / "library.db")) as connection:
        kept = set(connection.execute("SELECT id, tag FROM sample").fetchall())
        if {"session", "library"} & state.parts.down.keys():
            for tag in ("before", "after"):
                kept.update(connection.execute(f"SELECT sample, {tag} FROM step_tag").fetchall())  # noqa: S608 - ours
    rows = [row for row in state.browser.window.rows if row is not None]
    return [row.name for row in rows if (row.id, int(row.tag)) not in kept]


def soak(rounds: int, seed: int, base: Path) -> dict[str, object]:
    """Inject `rounds` failures; return what went wrong."""
    for number in range(FILES):
        write(base / "sounds" / f"{number}.wav", number)
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    began = time.monotonic()
    for number in range(rounds):
        wrong += trio.run(run_round, number, seed, base, counts)
    seconds = round(time.monotonic() - began, 1)
    return {
        "rounds": rounds,
        "seed": seed,
        "seconds": seconds,
        "counts": dict(counts),
        "wrong": wrong,
    }


def main() -> int:
    """Run the rounds and print a summary."""
    words = argparse.ArgumentParser(prog="scripts/soak parts", description=__doc__)
    words.add_argument("--rounds", type=int, default=200)
    words.add_argument("--seed", type=int, default=1)
    given = words.parse_args()
    logger.remove()  # hundreds of intended crashes
    with tempfile.TemporaryDirectory(prefix="sempal-parts-") as base:
        outcome = soak(given.rounds, given.seed, Path(base))
    print(f"{given.rounds} rounds: {outcome['wrong'] or 'no failures'}; {outcome['counts']}")
    print(json.dumps({"soak": "parts", **outcome}))
    return 1 if outcome["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
