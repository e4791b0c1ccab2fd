"""Random edits with faults: killed at any step, no room left, files changed at the same time.

Each sequence edits, undoes and redoes a few files. A child process does it: it gets SIGKILL before
a random call to the system or to SQLite (a write, an fsync, a rename, a commit), in the middle of a
write, or at a random moment; or such a call fails, the drive is full, or another program writes one
of the files just then. The next child opens the library again. Laws: a file has its old content or
its new one, also before that; each content that was replaced is a file or among the originals;
undoing all gives the first contents, byte for byte.
`tests/actors/library/edits/test_soak.py` runs a seeded tenth of it.
"""

from __future__ import annotations

import argparse
import errno
import hashlib
import io
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from multiprocessing.connection import Connection, Pipe
from pathlib import Path

import numpy as np
import soundfile
import trio
from loguru import logger

from actors.library.edits.renderer import render
from actors.library.errors import LibraryError
from actors.messages import library
from models.audio.span import Span
from models.audio.units import Frames, SampleId, Ticket
from models.edit.edit import Edit, Op
from models.edit.report import NotEdited
from models.library.export.settings import Depth
from tests.actors.library.border import FILES as FILE_CALLS
from tests.actors.library.border import Border
from tests.actors.library.ends import Ends, running

FILES, TURNS = 2, 6
"""Files and operations of a sequence."""
FRAMES = 400
PATIENCE = 60.0
_MOST_CALLS = 130
"""Calls of an edit, at most: later faults do not come to pass."""
_LONGEST = 0.02
"""Seconds until a kill at a random moment, at most."""
_LARGEST = 60_000
"""Bytes that a file may have in a child whose files are limited, at most."""
_MOST_PAGES = 40
"""Pages that a full drive has left, at most."""
ROOM = 24 << 20
"""Bytes of the drive that is filled."""


class Fault(Enum):
    """What happens in a turn."""

    NONE = "none"
    KILL = "kill"
    """SIGKILL before a call."""
    CUT = "cut"
    """Killed in the middle of a write, by the limit of the size of files."""
    MOMENT = "moment"
    """SIGKILL at a random moment."""
    ERROR = "error"
    """A call fails."""
    LIMIT = "limit"
    """Each write beyond some size fails."""
    FULL = "full"
    """The drive is full."""
    OUTSIDE = "outside"
    """Another program writes a file before a call."""


KILLS = {Fault.KILL, Fault.CUT, Fault.MOMENT}


@dataclass
class Model:
    """What must be true of the files. The child sends it before and after each turn."""

    base: Path
    home: Path
    sounds: Path
    drive: Path | None
    """A small drive that can be filled; `home`, `sounds` or both are on it."""
    seed: int
    turns: int = 0
    replaced: set[str] = field(default_factory=set[str])
    """Contents that edits, undo or redo replaced, or tried to, and that others wrote meanwhile."""
    allowed: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    """Contents that each file may have now."""
    journal: set[str] = field(default_factory=set[str])
    """Contents that undo or redo may lead to."""
    outside: bool = False
    """Another program wrote a file: undoing all does not give the first contents."""
    fault: Fault = Fault.NONE
    wrong: list[str] = field(default_factory=list[str])
    counts: Counter[str] = field(default_factory=Counter[str])

    def contents(self) -> dict[str, str]:
        """Return the SHA-256 of each file by name."""
        return {one.name: _sha(one) for one in sorted(self.sounds.glob("[0-9].*"))}

    def check(self, what: str, *, under_way: bool = False) -> None:
        """Compare the disk with the laws; what no step changes has one content from now on."""
        now = self.contents()
        for name, allowed in self.allowed.items():
            if now.get(name) not in allowed:
                self.wrong.append(f"{what}: {name} is neither old nor new")
        stored = {one: _sha(one) for one in (self.home / "originals").glob("??/" + "?" * 64)}
        kept = {one.name for one, content in stored.items() if one.name == content}
        lost = self.replaced - kept - set(now.values())
        if lost:
            self.wrong.append(f"{what}: gone: {sorted(one[:8] for one in lost)}")
        self.journal |= set(now.values())
        if not under_way:
            self.allowed = {name: {content} for name, content in now.items()}


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _edit(chance: random.Random) -> Edit:
    op = chance.choice([*Op])
    start, end = chance.randrange(80), chance.randrange(120, 300)
    if op is Op.LOOP_CROSSFADE:
        start = 100
    elif op is Op.REMOVE_CLICK:
        end = start + chance.randrange(1, 30)
    span = Span(Frames(start), Frames(end))
    whole = {Op.SWAP_CHANNELS, Op.TRIM_SILENCE, Op.MONO, Op.STEREO, Op.CONVERT}
    return Edit(
        op,
        None if op in whole else span,
        level=chance.uniform(-9, -1),
        peak=chance.uniform(-9, -1),
        length=0.001,
        threshold=-8.0,
        rate=chance.choice((None, 32_000)) if op is Op.CONVERT else None,
        depth=chance.choice((Depth.INT24, Depth.INT16)),
    )


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


def _noise(seed: list[int], frames: int, kind: str) -> bytes:
    """Return a sound file of noise."""
    noise = np.random.default_rng(seed).uniform(-0.5, 0.5, (frames, 2))
    file = io.BytesIO()
    soundfile.write(file, noise, 44_100, "PCM_16", format=kind)
    return file.getvalue()


# ------------------------------------------------------------------ faults of a turn


@contextmanager
def _files_limited(size: int, *, kill: bool) -> Generator[None]:
    """Let writes beyond `size` bytes of a file fail (EFBIG), or kill the process."""
    kinds = resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL if kill else signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        resource.setrlimit(*kinds)


@contextmanager
def _filled(drive: Path, pages: int) -> Generator[None]:
    """Leave so many pages free on a drive."""
    ballast, page = drive / "ballast", resource.getpagesize()
    room = os.statvfs(drive)
    size = room.f_bavail * room.f_bsize - pages * page
    with ballast.open("wb") as file:
        if size > 0:
            with suppress(OSError):  # the database took some of it just now
                os.posix_fallocate(file.fileno(), 0, size)
    try:
        yield
    finally:
        ballast.unlink()


def _fail(number: int) -> None:
    raise OSError(number, os.strerror(number))


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _write_outside(path: Path, content: bytes, aside: Path | None) -> None:
    """Write a file as other programs do: in place, or beside it and renamed."""
    handle = os.open(aside or path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    os.write(handle, content)
    os.close(handle)
    if aside is not None:
        aside.replace(path)


@contextmanager
def _faulty(model: Model, chance: random.Random, border: Border) -> Generator[None]:
    """Let the fault of the model come in this block."""
    at = chance.randrange(1, _MOST_CALLS)
    match model.fault:
        case Fault.KILL:
            border.arm(at, _die)
        case Fault.ERROR:
            # Not of the database: SQLite has errors of its own, which the full drive gives.
            border.arm(
                at // 2 + 1, partial(_fail, chance.choice((errno.ENOSPC, errno.EIO))), FILE_CALLS
            )
        case Fault.OUTSIDE:
            border.arm(at, _outside(model, chance))
        case Fault.CUT | Fault.LIMIT:
            # Half of the limits are about sounds, the others about the database.
            size = chance.choice((FRAMES * 6, _LARGEST))
            with _files_limited(chance.randrange(size), kill=model.fault is Fault.CUT):
                yield
            return
        case Fault.FULL if model.drive is not None:
            with _filled(model.drive, chance.randrange(_MOST_PAGES)):
                yield
            return
        case _:
            pass
    try:
        yield
    finally:
        border.disarm()


def _outside(model: Model, chance: random.Random) -> Callable[[], None]:
    """Return what another program does to a file, and note what that allows."""
    name = chance.choice(sorted(model.allowed))
    path = model.sounds / name
    content = _noise([chance.randrange(10**6)], 70, "WAV")
    aside = model.sounds / "aside" if chance.random() < 0.5 else None
    digest = hashlib.sha256(content).hexdigest()
    before = _sha(path)
    model.allowed[name] = model.allowed[name] | {digest}
    model.outside = True
    # That program replaced it, if it was not edited before.
    model.replaced.discard(before)

    def act() -> None:
        _write_outside(path, content, aside)
        model.replaced.add(digest)

    return act


# ------------------------------------------------------------------ the child


async def _turn(  # noqa: PLR0913, PLR0917 - what a turn is about
    ends: Ends,
    model: Model,
    ids: dict[str, SampleId],
    chance: random.Random,
    begun: Callable[[], None],
    border: Border,
) -> bool:
    """Do one thing, and note before what it may lead to; return whether the library failed."""
    now = model.contents()
    kind = chance.choices(("edit", "undo", "redo", "outside"), (6, 3, 2, 1))[0]
    model.turns += 1
    model.counts[kind] += 1
    model.fault = chance.choice([*Fault]) if kind != "outside" else Fault.NONE
    if model.fault is Fault.FULL and model.drive is None:
        model.fault = Fault.LIMIT
    model.counts[model.fault.value] += 1
    if kind == "outside":
        name = chance.choice(list(now))
        content = _noise([chance.randrange(10**6)], 70, "WAV")
        model.allowed[name] |= {hashlib.sha256(content).hexdigest()}
        model.replaced.discard(now[name])  # by that program, if it is not kept
        model.outside = True
        begun()
        _write_outside(model.sounds / name, content, None)
        if chance.random() < 0.5:
            await ends.scan()
        return False
    model.replaced |= set(now.values())
    if kind == "edit":
        edit = _edit(chance)
        chosen = chance.sample(sorted(now), chance.randint(1, len(now)))
        for name in chosen:
            model.allowed[name] = {now[name]} | _expected(model, name, edit)
        samples = tuple(ids[name] for name in chosen)
        force = chance.random() < 0.2 and model.fault is not Fault.OUTSIDE
        order: library.Command = library.EditSamples(Ticket(1), samples, edit, force)
    else:
        for name in now:  # any content that it had
            model.allowed[name] = model.journal | model.replaced
        force = chance.random() < 0.3
        order = library.Undo(force=force) if kind == "undo" else library.Redo(force=force)
    with _faulty(model, chance, border), trio.fail_after(PATIENCE):
        begun()
        ends.post(order)
        ended = await _ended(ends, edit=kind == "edit")
    return isinstance(ended, library.LibraryFailed)


async def _ended(ends: Ends, *, edit: bool) -> library.Event:
    """Wait until a command was carried out or failed; return the event that said so."""
    ending = library.EditEnded if edit else library.StepDone | library.NothingDone
    while True:
        event = await ends.events.receive()
        if isinstance(event, ending | library.LibraryFailed):
            return event


async def _live(model: Model, life: int, say: Callable[[Model], None], first: object) -> None:
    """Open the library and take turns; with `first`, undo all and compare with it."""
    chance = random.Random(model.seed * 1_000 + life)  # noqa: S311 - a seeded sequence
    border = Border()
    if life > 1 and first is None and chance.random() < 0.25:  # while it is being completed, too
        model.fault = Fault.KILL
        border.arm(chance.randrange(1, _MOST_CALLS), _die)
        model.counts["kill on restart"] += 1
        say(model)
    async with running(model.home) as ends:
        if life > 1:
            await _settled(ends)
            border.disarm()
            model.fault = Fault.NONE
            model.check(f"after turn {model.turns} and a restart")
            say(model)
            await ends.scan()
        else:
            await ends.add(model.sounds)
        ids = {name: one.id for name, one in (await ends.by_path(model.sounds)).items()}
        while model.turns < TURNS and first is None:
            failed = await _turn(ends, model, ids, chance, partial(say, model), border)
            model.check(f"turn {model.turns}, {model.fault.value}", under_way=failed)
            if failed:  # the next command completes what failed
                model.counts["failed"] += 1
                await _settled(ends)
                model.check(f"turn {model.turns}, {model.fault.value}, completed")
            model.fault = Fault.NONE
            say(model)
        if first is not None:
            await _undo_all(ends)
            model.allowed = {}
            model.check("at the end")
            if not model.outside and model.contents() != first:
                model.wrong.append("undoing all does not give the first contents")
            say(model)


async def _settled(ends: Ends) -> None:
    """Wait until an interrupted step is completed: commands queue behind it."""
    ends.post(library.EditSamples(Ticket(2), (), Edit(Op.REVERSE)))
    with trio.fail_after(PATIENCE):
        await _ended(ends, edit=True)


async def _undo_all(ends: Ends) -> None:
    with trio.fail_after(PATIENCE):
        ended: library.Event | None = None
        while not isinstance(ended, library.NothingDone | library.LibraryFailed):
            ends.post(library.Undo(force=True))
            ended = await _ended(ends, edit=False)
        if isinstance(ended, library.LibraryFailed):
            raise LibraryError(ended.reason)


# ------------------------------------------------------------------ the parent


def _lived(model: Model, life: int, first: dict[str, str] | None) -> Model:
    """Run a child until it ends or is killed; return the model as it was then."""
    here, there = Pipe(duplex=False)
    child = os.fork()
    if not child:
        here.close()
        _child(model, life, there, first)
    there.close()
    killed = False
    chance = random.Random(model.seed * 1_000 + life)  # noqa: S311 - a seeded sequence
    try:
        while True:
            model = here.recv()
            if model.fault is Fault.MOMENT and not here.poll(chance.uniform(0, _LONGEST)):
                os.kill(child, signal.SIGKILL)
    except (EOFError, OSError):
        pass
    here.close()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    killed = status in {-signal.SIGKILL, -signal.SIGXFSZ}
    model.counts["killed"] += killed
    if not killed and status:
        model.wrong.append(f"turn {model.turns}: {model.fault.value}: the child ended ({status})")
    if killed and model.fault not in KILLS:
        model.wrong.append(f"turn {model.turns}: killed without a fault")
    model.check(f"turn {model.turns}, {model.fault.value}, before a restart", under_way=True)
    return model


def _child(model: Model, life: int, pipe: Connection, first: dict[str, str] | None) -> None:
    """Be the child; does not return."""
    try:
        trio.run(_live, model, life, pipe.send, first)
    except BaseException:  # noqa: BLE001 - reported by the exit status
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def sequence(base: Path, seed: int, drive: Path | None) -> Model:
    """Run one sequence in an empty folder; return its model.

    Args:
        base: The folder.
        seed: Of what is done.
        drive: A small drive, if there is one.
    """
    chance = random.Random(seed)  # noqa: S311 - a seeded sequence
    places = chance.choice(((0, 0), (0, 1), (1, 0), (1, 1))) if drive is not None else (0, 0)
    home, sounds = (
        (drive if on and drive else base) / name
        for on, name in zip(places, ("home", "sounds"), strict=True)
    )
    model = Model(base, home, sounds, drive if any(places) else None, seed)
    model.sounds.mkdir(parents=True)
    for number in range(FILES):
        kind = ("wav", "flac", "aiff")[(seed + number) % 3]
        content = _noise([seed, number], FRAMES, kind.upper())
        (sounds / f"{number}.{kind}").write_bytes(content)
    first = model.contents()
    model.allowed = {name: {content} for name, content in first.items()}
    model.journal = set(first.values())
    life = 0
    while model.turns < TURNS:
        life += 1
        model = _lived(model, life, None)
        if life > 10 * TURNS:
            model.wrong.append("it does not go on")
            break
    model = _lived(model, life + 1, first)
    for one in (home, sounds):
        shutil.rmtree(one)
    return model


def soak(sequences: int, seed: int, base: Path, drive: Path | None) -> dict[str, object]:
    """Run sequences; return what went wrong and how often what was done."""
    wrong: list[str] = []
    counts: Counter[str] = Counter()
    for number in range(sequences):
        folder = base / f"{number}"
        folder.mkdir()
        model = sequence(folder, seed + number, drive)
        counts += model.counts
        wrong += [f"seed {seed + number}: {one}" for one in model.wrong]
        shutil.rmtree(folder)
    return {"sequences": sequences, "seed": seed, "counts": dict(counts), "wrong": wrong}


@contextmanager
def small_drive(folder: Path) -> Generator[Path | None]:
    """Yield a file system in memory of `ROOM` bytes; `None`: this user may not mount one."""
    folder.mkdir()
    size = f"size={ROOM}"
    mounting = ["mount", "-t", "tmpfs", "-o", size, "sempal-edits", str(folder)]
    try:
        mounted = not subprocess.run(mounting, check=False, capture_output=True).returncode
    except OSError:
        mounted = False
    try:
        yield folder if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)


PREFIX = "sempal-edits-"
"""Of folders of a run; its process number follows."""


_LONG = 3 * 3600.0
"""Seconds that no run takes."""


def sweep(folder: Path) -> list[Path]:
    """Unmount and remove what runs left that were killed; return it.

    Args:
        folder: Where runs have their folders.
    """
    gone = [one for one in folder.glob(f"{PREFIX}*") if not _is_alive(one)]
    for one in gone:
        drive = one / "drive"
        if os.path.ismount(drive):
            subprocess.run(["umount", "-l", str(drive)], check=False, capture_output=True)
        shutil.rmtree(one, ignore_errors=True)
    return gone


def _is_alive(folder: Path) -> bool:
    """Return whether the run that a folder belongs to may go on."""
    number = folder.name.removeprefix(PREFIX).partition("-")[0]
    if number.isdecimal():
        return Path("/proc", number).exists()
    return time.time() - folder.stat().st_mtime < _LONG  # of an older version


def _terminate(*_: object) -> None:
    """End as after an error, so that the drive is unmounted."""
    sys.exit(128 + signal.SIGTERM)


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
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _terminate)
    where = memory() or tempfile.gettempdir()
    sweep(Path(where))
    with (
        tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-", dir=where) as base,
        small_drive(Path(base) / "drive") as drive,
    ):
        outcome = soak(asked.sequences, asked.seed, Path(base), drive)
    what = outcome["wrong"] or "nothing lost"
    print(f"{asked.sequences} sequences: {what}; {outcome['counts']}")
    print(json.dumps(outcome))
    return 1 if outcome["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
