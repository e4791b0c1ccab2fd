"""Resource leaks in an hour of random auditions.

Needs: sound.

The whole app without its window: rows are stepped through as by a held key (20 per second), jumped
to, looped, paused, sought in and stopped, at random from a seed. Afterwards the memory of app and
engine must not have grown, and no shared memory and no process may be left.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import soundfile
import trio
from loguru import logger

from actors.messages import intents
from actors.messages.ports import Ports
from actors.messages.run_options import Config
from actors.system import running
from models.audio.units import Decibels, Frames
from models.state.notice import Severity
from models.state.transport import Status
from scripts.soaks.loop import with_long_buffer
from ui.text.notices import notice_words

RATES = (22_050, 44_100, 48_000, 96_000)
FILES = 300
HELD = 0.05
"""Seconds between two rows while a key is held."""
WARM = 0.3
"""Fraction of the run after which memory is compared: caches are full by then."""
CHECKS = 50
"""Number of memory readings."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Counts of actions and leaks."""

    seconds: float
    auditions: int
    heard: int
    """Auditions that actually sounded (a held key skips some)."""
    underruns: int
    app_grown_mb: float
    """Growth between the median memory of the first and the last third after warm-up."""
    engine_grown_mb: float
    shared_left: int
    """Number of leaked shared memory names."""
    orphans: int
    problems: tuple[str, ...] = ()
    """Messages of the status bar."""


def write_sounds(folder: Path, count: int, chance: random.Random) -> None:
    """Write short sounds of all sample rates and some longer ones."""
    folder.mkdir()
    numbers = np.random.default_rng(chance.randrange(1 << 30))
    for number in range(count):
        rate = chance.choice(RATES)
        seconds = chance.choice((0.1, 0.3, 0.8, 2.0, 6.0))
        frames, channels = round(rate * seconds), chance.choice((1, 2))
        decay = np.exp(-np.linspace(0, 5, frames))[:, None]
        sound = numbers.normal(0, 0.1, (frames, channels)) * decay
        kind = chance.choice(("wav", "wav", "flac", "ogg"))
        rate = 44_100 if kind == "ogg" else rate
        soundfile.write(folder / f"Sound {number:03}.{kind}", sound, rate)


def resident_mb(process: int) -> float:
    """Return the memory of a process in MB, without shared memory."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in status if line.startswith("RssAnon:")) / 1024


def child_processes(process: int) -> set[int]:
    """Return the ids of a process's live children."""
    lists = Path(f"/proc/{process}/task").glob("*/children")
    return {int(number) for one in lists for number in one.read_text(encoding="ascii").split()}


def shared_memory_names() -> set[str]:
    """Return the names of our shared memory."""
    return {path.name for path in Path("/dev/shm").glob("sempal-*")}  # noqa: S108


class PointerInput:
    """Random user intents."""

    def __init__(self, ports: Ports, chance: random.Random) -> None:
        self._ports, self._chance = ports, chance
        self.auditions = 0
        self.heard: set[int] = set()

    async def held(self) -> None:
        """Hold an arrow key."""
        step = self._chance.choice((-1, 1))
        for _ in range(self._chance.randrange(5, 40)):
            await self._audition(intents.MoveFocus(step), HELD)

    async def jump(self) -> None:
        """Click rows."""
        rows = len(self._ports.state.value.browser.ids)
        for _ in range(self._chance.randrange(1, 8)):
            pause = self._chance.random() * 0.4
            await self._audition(intents.FocusRow(self._chance.randrange(rows)), pause)

    async def _audition(self, intent: intents.Intent, pause: float) -> None:
        self._ports.intents.post(intent)
        self.auditions += 1
        await trio.sleep(pause)
        transport = self._ports.state.value.transport
        if transport.status is Status.PLAYING:
            self.heard.add(transport.ticket)

    async def fiddle(self) -> None:
        """Loop, pause, seek, stop."""
        makers = (
            intents.ToggleLoop(),
            intents.TogglePlay(),
            intents.SelectAll(),
            intents.PlayFrom(Frames(self._chance.randrange(4_000))),
            intents.ChangeSetting("volume", Decibels(-self._chance.random() * 20)),
            intents.StepBack(),
        )
        for _ in range(self._chance.randrange(1, 6)):
            self._ports.intents.post(self._chance.choice(makers))
            await trio.sleep(self._chance.random() * 0.2)


async def soak(seconds: float, folder: Path, seed: int = 1) -> Outcome:
    """Audition for `seconds` in `folder`, and return actions and leaks."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    write_sounds(folder / "sounds", FILES, chance)
    before, at_home = shared_memory_names(), child_processes(os.getpid())
    memory: list[tuple[float, float]] = []
    said: dict[str, None] = {}
    began = time.monotonic()
    home = with_long_buffer(folder / ".sempal")
    async with running(Config(home, sound=True)) as ports:
        await ports.state.until(lambda state: not state.transport.output.silent)
        ports.intents.post(intents.AddSource(os.fsencode(folder / "sounds")))
        await ports.state.until(lambda state: len(state.browser.ids) == FILES and not state.tasks)
        (engine,) = child_processes(os.getpid()) - at_home
        hand = PointerInput(ports, chance)
        while (left := began + seconds - time.monotonic()) > 0:
            await chance.choice((hand.held, hand.jump, hand.fiddle))()
            notice = ports.state.value.screen.notice
            if notice is not None and notice.severity is Severity.ERROR:
                said[notice_words(notice)] = None
            if len(memory) < CHECKS * (1 - left / seconds):
                memory.append((resident_mb(os.getpid()), resident_mb(engine)))
        underruns = ports.state.value.transport.output.dropouts
    app, other = _grown(memory)
    return Outcome(
        round(time.monotonic() - began, 1),
        hand.auditions,
        len(hand.heard),
        underruns,
        app,
        other,
        len(shared_memory_names() - before),
        len(child_processes(os.getpid()) - at_home),
        tuple(said),
    )


def _grown(memory: list[tuple[float, float]]) -> tuple[float, float]:
    warm = np.array(memory[int(len(memory) * WARM) :])
    third = max(1, len(warm) // 3)
    grown = np.median(warm[-third:], axis=0) - np.median(warm[:third], axis=0)
    return round(float(grown[0]), 1), round(float(grown[1]), 1)


def main() -> None:
    """Print the outcome; fail on any leak."""
    words = argparse.ArgumentParser(prog="scripts/soak audition", description=__doc__)
    words.add_argument("--minutes", type=float, default=60.0)
    words.add_argument("--seed", type=int, default=1)
    given = words.parse_args()
    logger.remove()
    logger.add(sys.stderr, level="WARNING")
    with tempfile.TemporaryDirectory(prefix="sempal-audition-") as scratch:
        outcome = trio.run(soak, given.minutes * 60, Path(scratch), given.seed)
    print(
        f"{outcome.seconds:.0f} s, {outcome.auditions} auditions, {outcome.heard} sounded,"
        f" {outcome.underruns} underruns; growth: app {outcome.app_grown_mb} MB, engine"
        f" {outcome.engine_grown_mb} MB; leaked: {outcome.shared_left} shared memory,"
        f" {outcome.orphans} processes; messages: {', '.join(outcome.problems) or 'none'}"
    )
    print(json.dumps({"soak": "audition", **asdict(outcome)}))
    grown = max(outcome.app_grown_mb, outcome.engine_grown_mb) > 30
    sys.exit(bool(grown or outcome.shared_left or outcome.orphans or outcome.problems))


if __name__ == "__main__":
    main()
