"""Drags out of the window: time to highlight and verdict, CPU, our frames; real programs.

Needs: screen.

A window of GTK takes ten drags: from the pointer's last motion until the window knows that the
target accepts, from the release until the verdict, and until the target has the files. CPU of the
process is that at rest and while the pointer moves. Then a file goes to each program of
`scripts/benches/receivers` that is installed, and both ways by the clipboard of PCManFM; missing
ones are named. `--shots DIR` keeps a picture of each.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import trio

from actors.handoff.reveal import reveal
from actors.messages import intents, library
from models.audio.span import Span
from models.audio.units import Frames, Ticket
from models.handoff.drag import Place, Verdict
from models.handoff.paste_use import PasteUse
from scripts.benches.idle import cpu_seconds, process_tree
from scripts.benches.receivers.programs import PROGRAMS, Program, started, title
from tests.actors.library.ends import running
from tests.ui.harness import Mouse, Screen, frames, keys, sample_list, window
from tests.ui.receiver import Receiver, receiver, xdotool

# isort: split
from kivy.base import EventLoop

DRAGS = 10
REST, MOVING = 4.0, 4.0
"""Seconds over which CPU is measured."""
OURS_TARGET, CPU_TARGET = 4.0, 10.0
"""Milliseconds of our code in a frame; percent of a core during a drag."""
SPAN_TARGET = 100
"""Milliseconds for a selection of 10 s: its first target waits no longer."""
PATIENCE = 30.0
NAME = "kick #1 50%.wav"


def ms(values: list[float]) -> dict[str, float]:
    """Return median and maximum in milliseconds of seconds."""
    return {
        "median": round(statistics.median(values) * 1e3, 1),
        "worst": round(max(values) * 1e3, 1),
    }


class Timed:
    """Times the calls of a function of ours."""

    def __init__(self) -> None:
        self.frames: list[float] = []

    def wrap(self, work: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function, timed."""

        def timed(*given: Any, **named: Any) -> Any:
            begun = time.thread_time()
            try:
                return work(*given, **named)
            finally:
                self.frames.append(time.thread_time() - begun)

        return timed


async def _press(row: int) -> None:
    left, bottom, width, height = sample_list().box(row)
    rows = sample_list()
    x, y = rows.to_window(left + width / 3, bottom + height / 2)
    await Mouse.move(x, y)
    await Mouse.down()
    await Mouse.move(x + 8, y)
    await Mouse.move(x + 24, y)


async def _go(x: int, y: int) -> float:
    """Move there in steps; return when the last one was sent."""
    at = dict(line.split("=") for line in (await xdotool("getmouselocation", "--shell")).split())
    left, top = int(at["X"]), int(at["Y"])
    words: list[object] = []
    for step in range(1, 10):
        words += ["mousemove", left + (x - left) * step // 10, top + (y - top) * step // 10]
        words += ["sleep", 0.012]
    await xdotool(*words)
    begun = time.monotonic()
    await xdotool("mousemove", x, y)
    return begun


async def _over(screen: Screen, place: Place) -> float:
    with trio.fail_after(PATIENCE):
        await screen.ports.state.until(
            lambda state: (
                state.handoff.drag is not None
                and state.handoff.drag.verdict is None
                and state.handoff.drag.place is place
            )
        )
    return time.monotonic()


async def _release(screen: Screen) -> tuple[float, float, Verdict]:
    """Release the button; return when, when the verdict was known, and which it is."""
    begun = time.monotonic()
    await xdotool("mouseup", 1)
    with trio.fail_after(PATIENCE):
        state = await screen.ports.state.until(
            lambda state: state.handoff.drag is not None and state.handoff.drag.verdict is not None
        )
    known, drag = time.monotonic(), state.handoff.drag
    with trio.fail_after(PATIENCE):
        while any("button" in touch.profile for touch in EventLoop.touches):
            await frames(1)
    return begun, known, Verdict.CANCELLED if drag is None or drag.verdict is None else drag.verdict


def _hand_process() -> int:
    """Return the id of the process that drags."""
    for process in process_tree(os.getpid()):
        with suppress(OSError):
            if b"actors.handoff.child" in Path(f"/proc/{process}/cmdline").read_bytes():
                return process
    raise RuntimeError("no process drags")


async def _drags(screen: Screen, other: Receiver) -> dict[str, Any]:
    hand, highlight, verdict, data = _hand_process(), [], [], []
    before = cpu_seconds(hand)
    await trio.sleep(REST)
    rest = (cpu_seconds(hand) - before) / REST * 100
    for number in range(1, DRAGS + 1):
        await _press(0)
        sent = await _go(*other.middle)
        highlight.append(await _over(screen, Place.ACCEPTED) - sent)
        print(".", end="", flush=True)
        begun, known, _ = await _release(screen)
        verdict.append(known - begun)
        data.append((await other.until("data", number))["at"] - begun)
        await frames(2)
    timed = Timed()
    root = screen.root
    root.show, root.tick = timed.wrap(root.show), timed.wrap(root.tick)  # type: ignore[method-assign]
    layer = root._drag_layer  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    layer._follow = timed.wrap(layer._follow)  # type: ignore[method-assign]  # noqa: SLF001
    await _press(0)
    before, until = cpu_seconds(hand), time.monotonic() + MOVING
    x, y = other.middle
    while time.monotonic() < until:
        words: list[object] = []
        for step in range(60):
            words += ["mousemove", x - 900 + step * 15, y, "sleep", 0.008]
        await xdotool(*words)
    moving = (cpu_seconds(hand) - before) / (time.monotonic() - until + MOVING) * 100
    await xdotool("mouseup", 1)
    ours = [one * 1e3 for one in timed.frames]
    return {
        "highlight_ms": ms(highlight),
        "verdict_ms": ms(verdict),
        "files_ms": ms(data),
        "rest_percent": round(rest, 2),
        "moving_percent": round(moving, 2),
        "ours_ms": {
            "95 %": round(float(np.percentile(ours, 95)), 2),
            "worst": round(max(ours), 2),
        },
    }


def _shoot(shots: Path | None, name: str) -> None:
    if shots is not None and shutil.which("import"):
        shots.mkdir(parents=True, exist_ok=True)
        command = ["import", "-window", "root", str(shots / f"{name}.png")]
        subprocess.run(command, check=False)


async def _onto(
    screen: Screen, program: Program, home: Path, file: Path, shots: Path | None
) -> dict[str, Any]:
    """Drag a file onto a program; return what became of it."""
    async with started(program, home) as other:
        shape = await xdotool("getwindowgeometry", "--shell", other)
        at = {name: int(value) for name, value in (row.split("=") for row in shape.split())}
        x = at["X"] + round(at["WIDTH"] * program.place[0])
        y = at["Y"] + round(at["HEIGHT"] * program.place[1])
        await xdotool("windowactivate", "--sync", str(screen.state.handoff.window))
        await _press(0)
        sent = await _go(x, y)
        try:
            highlight = await _over(screen, Place.ACCEPTED) - sent
        except trio.TooSlowError:
            _shoot(shots, f"{program.name} refuses")
            await _release(screen)
            return {"verdict": "not accepted"}
        begun, known, verdict = await _release(screen)
        took = await _waited(lambda title: program.took(home, title, file), other)
        found = {
            "verdict": verdict.value,
            "highlight_ms": round(highlight * 1e3, 1),
            "verdict_ms": round((known - begun) * 1e3, 1),
            "took": took,
        }
        _shoot(shots, program.name)
        if program.name == "pcmanfm":
            found |= await _clipboard(screen, other, home, file)
        return found


async def _clipboard(screen: Screen, other: str, home: Path, file: Path) -> dict[str, Any]:
    """Copy and paste between our window and a file manager, both ways."""
    taken, source = home / "taken here", file.parent
    ours = str(screen.state.handoff.window)
    (taken / file.name).unlink(missing_ok=True)
    await xdotool("windowactivate", "--sync", ours)
    await keys("g", "s", "Home", "ctrl+c")
    await screen.ports.state.until(lambda state: state.screen.notice is not None)
    await xdotool("windowactivate", "--sync", other, "key", "ctrl+v")
    to_them = await _waited(lambda _title: (taken / file.name).exists(), other)
    shutil.copy(file, taken / "theirs.wav")
    (taken / file.name).unlink(missing_ok=True)
    await trio.sleep(1.5)  # it lists what is new
    await xdotool("windowactivate", "--sync", other, "key", "ctrl+a", "key", "ctrl+c")
    await trio.sleep(0.5)  # it owns the clipboard by then
    screen.post(intents.ChangeSetting("paste", PasteUse.COPY))
    await xdotool("windowactivate", "--sync", ours)
    await keys("g", "s", "ctrl+v")
    to_us = await _waited(lambda _title: (source / "theirs.wav").exists(), other)
    return {"pasted_there": to_them, "pasted_here": to_us}


async def _waited(wanted: Callable[[str], bool], other: str) -> bool:
    """Wait until something is so, given the title of a window; return whether it is."""
    for _ in range(200):
        if wanted(await title(other)):
            return True
        await trio.sleep(0.05)  # polls another program
    return False


async def _reveal_without_manager(file: Path) -> dict[str, Any]:
    """Show a file where the session bus has no file manager."""
    begun = time.monotonic()
    async with trio.open_nursery() as nursery:
        outcome = await reveal((bytes(file),), nursery)
        took = time.monotonic() - begun
        nursery.cancel_scope.cancel()
    return {"reveal": type(outcome).__name__, "reveal_ms": round(took * 1e3)}


async def _spans(place: Path) -> dict[str, Any]:
    """Return the milliseconds until ten seconds of a sample are a file, by its format."""
    root = place / "spans"
    root.mkdir()
    wave = np.random.default_rng(1).normal(0, 0.1, (30 * 44_100, 2))
    for ending in ("wav", "flac", "mp3", "ogg"):
        soundfile.write(root / f"a.{ending}", wave, 44_100)
    found: dict[str, Any] = {}
    async with running(place / "library") as ends:
        await ends.add(root)
        for sample in await ends.samples():
            times = []
            for at in range(10):
                span = Span(Frames(at * 44_100), Frames((at + 10) * 44_100))
                begun = time.perf_counter()
                ends.post(library.RenderSpan(Ticket(100 + at), sample.id, span))
                await ends.until(library.FilesLocated)
                times.append(time.perf_counter() - begun)
            found[sample.name] = ms(times)
    return found


async def measure(shots: Path | None, only: tuple[str, ...]) -> dict[str, Any]:
    """Return all figures."""
    with tempfile.TemporaryDirectory(prefix="sempal-handoff-") as scratch:
        place = Path(scratch)
        file = place / "sounds" / NAME
        file.parent.mkdir()
        soundfile.write(file, np.sin(np.arange(44_100) / 9) / 2, 44_100)
        found: dict[str, Any] = {"programs": {}}
        async with window(place / "data", file.parent, handoff=True) as screen:
            await screen.until(lambda state: state.handoff.connected)
            async with receiver(place) as other:
                ours = str(screen.state.handoff.window)
                await xdotool("windowactivate", "--sync", ours, "windowmove", ours, 20, 100)
                await frames(10)
                found |= await _drags(screen, other)
                _shoot(shots, "gtk")
            for program in PROGRAMS:
                if only and program.name not in only:
                    continue
                if not program.installed:
                    found["programs"][program.name] = {"verdict": "not installed"}
                    continue
                home = place / program.name
                home.mkdir()
                try:
                    outcome = await _onto(screen, program, home, file, shots)
                except (TimeoutError, trio.TooSlowError, subprocess.CalledProcessError) as error:
                    outcome = {"verdict": f"not tried: {error}"}
                found["programs"][program.name] = outcome
            found |= await _reveal_without_manager(file)
        found["spans_ms"] = await _spans(place)
        return found


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--shots", type=Path, help="folder for pictures of the screen")
    words.add_argument("--only", nargs="*", default=(), help="names of programs")
    given = words.parse_args()
    found = trio.run(measure, given.shots, tuple(given.only))
    print(
        f"onto GTK, {DRAGS} drags: highlight {found['highlight_ms']['median']} ms (worst"
        f" {found['highlight_ms']['worst']}), verdict {found['verdict_ms']['median']}"
        f" ({found['verdict_ms']['worst']}), files {found['files_ms']['median']}"
        f" ({found['files_ms']['worst']})"
    )
    print(
        f"process: {found['rest_percent']} % of a core at rest, {found['moving_percent']} % while"
        f" dragging (target {CPU_TARGET}); our code in a frame: 95 % {found['ours_ms']['95 %']} ms,"
        f" worst {found['ours_ms']['worst']} (target {OURS_TARGET})"
    )
    for name, outcome in found["programs"].items():
        print(f"{name}: {', '.join(f'{key} {value}' for key, value in outcome.items())}")
    spans = ", ".join(f"{name} {took['median']} ms" for name, took in found["spans_ms"].items())
    print(f"a selection of 10 s as a file (target {SPAN_TARGET} ms): {spans}")
    print(f"without a file manager on the bus: {found['reveal']}, {found['reveal_ms']} ms")
    print(json.dumps({"bench": "handoff", **found}))


if __name__ == "__main__":
    main()
