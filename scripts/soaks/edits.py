"""Random edits with faults: killed at any file operation, no room left, files changed outside.

Each sequence edits, undoes and redoes a few files while faults are put in at a random file
operation: from a kill on no operation reaches the disk any more, then the library is opened again.
Laws: a file has its old content or its new one; every content that was replaced is a file or among
the originals; undoing all gives the first contents, byte for byte.
`tests/actors/library/edits/test_soak.py` runs a seeded tenth of it.
"""

from __future__ import annotations

import argparse
import errno
import hashlib
import json
import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soundfile
import trio
from loguru import logger

from actors.library.edits.renderer import render
from actors.messages import library
from models.audio.span import Span
from models.audio.units import Frames, SampleId, Ticket
from models.edit.edit import Edit, Op
from models.edit.report import NotEdited
from tests.actors.library.ends import Ends, running
from tests.actors.library.faults import Killed, faulty

FILES, TURNS = 2, 6
"""Files and operations of a sequence."""
PATIENCE = 60.0
_MOST_CALLS = 40
"""File operations of an edit, at most: later faults do not come to pass."""
_OURS = (b"/sounds", b"/originals")


class Fault:
    """Fails the nth file operation; a kill fails all later ones, too."""

    def __init__(self, at: int, *, kill: bool) -> None:
        self._left, self._kill = at, kill
        self.came = False

    def __call__(self, _event: str, path: bytes) -> None:
        """Fail if it is time."""
        if not any(one in path for one in _OURS):
            return
        self._left -= 1
        if self._left > 0 or (self.came and not self._kill):
            return
        self.came = True
        if self._kill:
            raise Killed
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), os.fsdecode(path))


@dataclass
class Model:
    """What must be true of the files."""

    base: Path
    chance: random.Random
    replaced: set[str] = field(default_factory=set[str])
    """Contents that edits, undo or redo replaced, or tried to."""
    allowed: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    """Contents that each file may have now."""
    outside: bool = False
    """Another program wrote a file: undoing all does not give the first contents."""
    wrong: list[str] = field(default_factory=list[str])
    counts: Counter[str] = field(default_factory=Counter[str])

    @property
    def sounds(self) -> Path:
        """The source."""
        return self.base / "sounds"

    def contents(self) -> dict[str, str]:
        """Return the SHA-256 of each file by name."""
        return {one.name: _sha(one) for one in sorted(self.sounds.glob("[0-9].*"))}

    def check(self, what: str) -> None:
        """Compare the disk with the laws."""
        now = self.contents()
        for name, allowed in self.allowed.items():
            if now.get(name) not in allowed:
                self.wrong.append(f"{what}: {name} is neither old nor new")
        kept = {one.name for one in (self.base / "home" / "originals").glob("??/*")}
        lost = self.replaced - kept - set(now.values())
        if lost:
            self.wrong.append(f"{what}: {len(lost)} originals are gone")
        damaged = [
            one.name
            for one in (self.base / "home" / "originals").glob("??/" + "?" * 64)
            if _sha(one) != one.name and one.stat().st_nlink == 1
        ]
        if damaged:
            self.wrong.append(f"{what}: {len(damaged)} originals are damaged")
        self.allowed = {name: {content} for name, content in now.items()}


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _edit(chance: random.Random) -> Edit:
    op = chance.choice((Op.REVERSE, Op.GAIN, Op.FADE_OUT, Op.CROP, Op.TRIM_OUT, Op.SWAP_CHANNELS))
    span = Span(Frames(chance.randrange(10)), Frames(chance.randrange(40, 60)))
    return Edit(op, None if op is Op.SWAP_CHANNELS else span, level=chance.uniform(-9, -1))


def _expected(model: Model, name: str, edit: Edit) -> set[str]:
    """Return the content that an edit gives a file, if it can be edited."""
    copy = model.base / f"expected-{name}"
    shutil.copy(model.sounds / name, copy)
    place = copy.with_name(f"new-{name}")
    found: set[str] = set()
    with suppress(NotEdited):
        render(os.fsencode(copy), edit, place, lambda _: None, keep_time=False)
        found.add(_sha(place))
    copy.unlink()
    place.unlink(missing_ok=True)
    return found


async def _turn(
    ends: Ends, model: Model, ids: dict[str, SampleId], journal: list[str], fault: Fault
) -> None:
    """Do one thing and note what it may lead to."""
    chance, now = model.chance, model.contents()
    kind = chance.choices(("edit", "undo", "redo", "outside"), (5, 3, 2, 1))[0]
    model.counts[kind] += 1
    if kind == "outside":
        name = chance.choice(list(now))
        noise = np.random.default_rng(chance.randrange(10**6)).uniform(-0.5, 0.5, (70, 2))
        soundfile.write(model.sounds / name, noise, 44_100, "PCM_16")
        model.allowed[name] = {_sha(model.sounds / name)}
        model.replaced.discard(now[name])  # by that program, if it is not kept
        model.outside = True
        if chance.random() < 0.5:
            await ends.scan()
        return
    if kind == "edit":
        edit = _edit(chance)
        chosen = chance.sample(sorted(now), chance.randint(1, len(now)))
        for name in chosen:
            model.allowed[name] = {now[name]} | _expected(model, name, edit)
            model.replaced.add(now[name])
        with faulty(fault), trio.fail_after(PATIENCE):
            ends.post(library.EditSamples(Ticket(1), tuple(ids[name] for name in chosen), edit))
            await ends.until(library.EditEnded)
        return
    known = set(journal) | model.replaced | set(now.values())
    for name in now:  # any content that it had
        model.allowed[name] = known
    model.replaced |= set(now.values())
    back = kind == "undo"
    with faulty(fault), trio.fail_after(PATIENCE):
        ends.post(library.Undo(force=chance.random() < 0.3) if back else library.Redo())
        await ends.outcome()


async def _run(model: Model, first: dict[str, str]) -> None:
    """Run a sequence, with a restart after each kill."""
    home, journal = model.base / "home", list(first.values())
    turns = 0
    while turns < TURNS:
        kill = model.chance.random() < 0.75
        fault = Fault(model.chance.randrange(1, _MOST_CALLS), kill=kill)
        try:
            async with running(home) as ends:
                if turns:
                    await _settled(ends)
                    model.check(f"after turn {turns}")
                    journal += model.contents().values()
                    await ends.scan()
                else:
                    await ends.add(model.sounds)
                ids = {name: one.id for name, one in (await ends.by_path(model.sounds)).items()}
                while turns < TURNS and not fault.came:
                    turns += 1
                    await _turn(ends, model, ids, journal, fault)
                    if not fault.came:
                        journal += model.contents().values()
                        model.check(f"turn {turns}")
        except* Killed:
            model.counts["kills"] += 1
        model.counts["faults"] += fault.came
    async with running(home) as ends:
        await _settled(ends)
        model.check(f"after turn {turns}")
        await ends.scan()
        while isinstance(await _undone(ends), library.StepDone):
            pass
    model.allowed = {}
    model.check("at the end")
    if not model.outside and model.contents() != first:
        model.wrong.append("undoing all does not give the first contents")


async def _settled(ends: Ends) -> None:
    """Wait until an interrupted step is completed: commands queue behind it."""
    ends.post(library.EditSamples(Ticket(2), (), Edit(Op.REVERSE)))
    await ends.until(library.EditEnded)


async def _undone(ends: Ends) -> library.StepDone | library.NothingDone:
    with trio.fail_after(PATIENCE):
        ends.post(library.Undo(force=True))
        return await ends.outcome()


def sequence(base: Path, seed: int) -> Model:
    """Run one sequence in an empty folder; return its model."""
    model = Model(base, random.Random(seed))  # noqa: S311 - a seeded sequence
    model.sounds.mkdir(parents=True)
    for number in range(FILES):
        noise = np.random.default_rng([seed, number]).uniform(-0.5, 0.5, (100, 2))
        name = f"{number}.{('wav', 'flac', 'aiff')[(seed + number) % 3]}"
        soundfile.write(model.sounds / name, noise, 44_100, "PCM_16")
    first = model.contents()
    model.allowed = {name: {content} for name, content in first.items()}
    trio.run(_run, model, first)
    return model


def soak(sequences: int, seed: int, base: Path) -> dict[str, object]:
    """Run sequences; return what went wrong and how often what was done."""
    wrong: list[str] = []
    counts: Counter[str] = Counter()
    for number in range(sequences):
        folder = base / f"{number}"
        model = sequence(folder, seed + number)
        counts += model.counts
        wrong += [f"seed {seed + number}: {one}" for one in model.wrong]
        shutil.rmtree(folder)
    return {"sequences": sequences, "seed": seed, "counts": dict(counts), "wrong": wrong}


def memory() -> str | None:
    """Return a folder in memory, where syncing costs nothing; `None`: there is none."""
    return "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108, PTH112


def main() -> int:
    """Run the sequences and print a summary."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sequences", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    logger.remove()  # per-step log lines would hide the summary
    with tempfile.TemporaryDirectory(prefix="sempal-edits-", dir=memory()) as base:
        outcome = soak(asked.sequences, asked.seed, Path(base))
    what = outcome["wrong"] or "nothing lost"
    print(f"{asked.sequences} sequences: {what}; {outcome['counts']}")
    print(json.dumps(outcome))
    return 1 if outcome["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
