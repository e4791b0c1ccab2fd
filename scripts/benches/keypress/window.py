"""Key to sound from outside: the real app in its window beside a player that does nothing else.

Keys come from XTEST, sound is what arrives at the monitor of the null sink. All subjects run at the
same time and take turns in blocks, so that they share whatever else the machine does.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from scipy import ndimage

from models.audio.buffer_trial import SHORTEST
from scripts.benches.keypress import load, trace
from scripts.benches.keypress.app import App, scan
from scripts.benches.keypress.recorder import RATE, Tape, recording
from scripts.benches.keypress.x_client import Sent, XClient
from scripts.benches.library import fill

ROOT = Path(__file__).parents[3]
SINK = "test"
"""The null sink of `scripts/environment`."""
SOUNDS, LENGTH = 40, 0.2
"""Sounds of the library, and their length in seconds."""
LOWEST = 110.0
"""Hertz below the first sound, of which each is a semitone above the last."""
LONGEST = 0.5
"""Seconds after which a press counts as unheard."""
HELD = 0.04
"""Seconds between presses of a held key: the X server's own rate of repetition."""
SATURATED, LARGEST = 60, 16
"""Least difference between the colours of a point on the map, and its largest size in pixels."""
BLOCK = 10
"""Presses of one subject in a row."""
RESTED, RESTS = 4.5, 4
"""Seconds of silence after which the engine rests, and presses after such a silence in a row."""


@dataclass
class Press:
    """One press, and what it should lead to."""

    subject: str
    action: str
    sent: Sent
    heard: float | None = None
    """When its sound had been recorded, in seconds of the monotonic clock."""

    @property
    def took(self) -> float | None:
        """Seconds from the event to the sound."""
        return None if self.heard is None else self.heard - self.sent.begun


@dataclass
class Desk:
    """What presses keys, and what has been pressed."""

    client: XClient
    chance: random.Random
    presses: list[Press] = field(default_factory=list)

    def press(self, subject: str, action: str, send: Callable[[], Sent]) -> None:
        """Send an event and remember it."""
        self.presses.append(Press(subject, action, send()))

    def wait(self, shortest: float, spread: float = 0.2) -> None:
        """Wait for a random time, so that presses come at all phases of a frame and a buffer."""
        time.sleep(shortest + self.chance.random() * spread)


def write_sounds(folder: Path) -> None:
    """Write sounds that start with frame 0; neighbours sound on different sides."""
    folder.mkdir()
    seconds = np.arange(int(LENGTH * RATE)) / RATE
    for number in range(1, SOUNDS + 1):
        frames = np.zeros((len(seconds), 2), np.float32)
        tone = np.cos(2 * np.pi * LOWEST * 2 ** (number / 12) * seconds)
        frames[:, number % 2] = 0.25 * tone * np.exp(-number / 2 * seconds)
        soundfile.write(folder / f"Sound {number:04}.wav", frames, RATE, subtype="FLOAT")


class Walk:
    """Goes up and down between the last rows by the arrow keys, beginning at the last one."""

    def __init__(self) -> None:
        self._row, self._down = SOUNDS - 1, False

    def key(self) -> str:
        """Return the next key."""
        if self._row >= SOUNDS - 1:
            self._down = False
        elif self._row <= 0:
            self._down = True
        self._row += 1 if self._down else -1
        return "Down" if self._down else "Up"


def hear(tape: Tape, presses: list[Press]) -> None:
    """Find the sound of each press: the first frame on a side that was silent when it was sent."""
    frames = tape.frames != 0
    for index, press in enumerate(presses):
        begun = tape.frame_at(press.sent.begun)
        until = press.sent.begun + LONGEST
        if index + 2 < len(presses):  # the press after the next sounds on this side again
            until = min(until, presses[index + 2].sent.begun)
        silent = ~frames[max(0, begun - 8) : begun].any(axis=0)
        found = frames[begun : tape.frame_at(until)] & silent
        onsets = np.flatnonzero(found.any(axis=1))
        if len(onsets):
            press.heard = tape.time_of(begun + int(onsets[0]))


def latencies() -> dict[str, tuple[float, float]]:
    """Return milliseconds of buffer and sink by client, as the sound server reports them."""
    listed = subprocess.run(
        ["pactl", "list", "sink-inputs"], capture_output=True, text=True, check=True
    )
    found = {}
    for part in listed.stdout.split("Sink Input #")[1:]:
        buffer, sink = (
            float(match.group(1)) / 1e3
            if (match := re.search(rf"{word} Latency: (\d+)", part))
            else 0.0
            for word in ("Buffer", "Sink")
        )
        name = re.search(r'application\.process\.id = "(\d+)"', part)
        found[name.group(1) if name else "?"] = (buffer, sink)
    return found


def find_points(window: int) -> list[tuple[int, int]]:
    """Return pixels of a window at which the map shows a point: saturated spots of some pixels."""
    command = ["import", "-silent", "-window", str(window), "-depth", "8", "ppm:-"]
    shot = subprocess.run(command, capture_output=True, check=True).stdout
    _, size, _, data = shot.split(b"\n", 3)
    width, height = map(int, size.split())
    pixels = np.frombuffer(data, np.uint8).reshape(height, width, 3).astype(int)
    colourful = pixels.max(axis=2) - pixels.min(axis=2) > SATURATED
    colourful[: height // 2] = colourful[-60:] = False  # the map lies below the waveform
    colourful[:, : width // 4] = colourful[:, -width // 4 :] = False
    spots, _ = ndimage.label(colourful)
    found = []
    for rows, columns in ndimage.find_objects(spots):
        if max(rows.stop - rows.start, columns.stop - columns.start) <= LARGEST:
            found.append(((columns.start + columns.stop) // 2, (rows.start + rows.stop) // 2))
    return found


class Subject:
    """Somebody who plays at the press of a key."""

    def __init__(self, name: str, window: int) -> None:
        self.name, self.window = name, window

    def block(self, desk: Desk) -> None:
        """Press some keys."""
        raise NotImplementedError


class Plain(Subject):
    """The plain player."""

    def __init__(self, mode: str, sound: Path, buffer: int, client: XClient) -> None:
        title = f"plain {mode} {buffer}"
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "scripts.benches.keypress.plain_player"),
                *(mode, str(sound), str(buffer), title),
            ]
        )
        super().__init__(title, client.find(title))

    def block(self, desk: Desk) -> None:
        """Play some times, each after the end of the last."""
        desk.client.focus(self.window)
        desk.client.press("o")
        time.sleep(0.5)  # the pointer and the focus settle
        for _ in range(BLOCK):
            desk.press(self.name, "play", lambda: desk.client.press("Down"))
            desk.wait(LENGTH + 0.1)
        desk.client.press("c")
        time.sleep(0.1)  # its window closes the stream

    def end(self) -> None:
        """Close it."""
        self._process.terminate()
        self._process.wait(10)


class Sempal(Subject):
    """The app."""

    def __init__(self, app: App, actions: list[str]) -> None:
        super().__init__(app.name, app.window)
        self.app, self._walk, self._actions, self._begun = app, Walk(), actions, False

    def block(self, desk: Desk) -> None:
        """Do each of the actions some times."""
        desk.client.focus(self.window)
        time.sleep(0.5)  # the focus settles
        if not self._begun:
            self._begun = True
            desk.client.press("End")
            time.sleep(1.0)  # the last sound is loaded and ends
        for action in self._actions:
            self._go_to_list(desk)  # a click into the waveform takes the keyboard there
            getattr(self, f"_{action}")(desk)

    def _arrows(self, desk: Desk) -> None:
        for _ in range(BLOCK):
            key = self._walk.key()
            desk.press(self.name, "arrows", lambda key=key: desk.client.press(key))  # type: ignore[misc]
            desk.wait(0.12)
        time.sleep(LENGTH + 0.1)

    def _rested(self, desk: Desk) -> None:
        for _ in range(RESTS):
            desk.wait(RESTED)
            key = self._walk.key()
            desk.press(self.name, "rested", lambda key=key: desk.client.press(key))  # type: ignore[misc]
        time.sleep(LENGTH + 0.1)

    def _held(self, desk: Desk) -> None:
        due = time.monotonic()
        for _ in range(2 * BLOCK):
            key = self._walk.key()
            desk.press(self.name, "held", lambda key=key: desk.client.press(key))  # type: ignore[misc]
            due += HELD
            time.sleep(max(0.0, due - time.monotonic()))
        time.sleep(LENGTH + 0.1)

    def _space(self, desk: Desk) -> None:
        self._repeat(desk, "space", lambda: desk.client.press("space"))

    def _go_to_list(self, desk: Desk) -> None:
        for key in "gs":
            desk.client.press(key)
        time.sleep(0.1)  # the chord has been read

    def _enter(self, desk: Desk) -> None:
        for key in "gw":  # the focus to the waveform, where Enter plays
            desk.client.press(key)
        self._repeat(desk, "enter", lambda: desk.client.press("Return"))

    def _click(self, desk: Desk) -> None:
        left, top, width, height = desk.client.place(self.window)
        desk.client.move(left + width // 2, top + height // 4)
        time.sleep(0.3)  # a hover is drawn
        self._repeat(desk, "click", lambda: desk.client.click()[1])

    def _map(self, desk: Desk) -> None:
        desk.client.press("m")
        time.sleep(2.0)  # the map is drawn
        left, top, _, _ = desk.client.place(self.window)
        spots = find_points(self.window)
        desk.chance.shuffle(spots)
        for x, y in spots[:BLOCK]:
            desk.client.move(left + x, top + y)
            desk.wait(0.2)
            desk.press(self.name, "map", lambda: desk.client.click()[0])
            desk.wait(LENGTH + 0.1)
        desk.client.press("m")
        time.sleep(0.5)  # the list is drawn again

    def _repeat(self, desk: Desk, action: str, send: Callable[[], Sent]) -> None:
        for _ in range(BLOCK):
            desk.press(self.name, action, send)
            desk.wait(LENGTH + 0.25)


def figures(presses: list[Press]) -> dict[str, float]:
    """Return milliseconds of some presses, and how many were not heard."""
    took = [press.took * 1e3 for press in presses if press.took is not None]
    if not took:
        return {"heard": 0, "unheard": len(presses)}
    p50, p95 = np.percentile(took, (50, 95))
    return {
        "p50_ms": round(float(p50), 2),
        "p95_ms": round(float(p95), 2),
        "min_ms": round(min(took), 2),
        "max_ms": round(max(took), 2),
        "heard": len(took),
        "unheard": len(presses) - len(took),
    }


def grouped(presses: list[Press]) -> dict[str, dict[str, list[Press]]]:
    """Return presses by subject and action, in the order of their first press."""
    found: dict[str, dict[str, list[Press]]] = {}
    for press in presses:
        found.setdefault(press.subject, {}).setdefault(press.action, []).append(press)
    return found


def start_apps(
    given: argparse.Namespace, folder: Path, client: XClient, stack: ExitStack
) -> Iterator[App]:
    """Start the app of this checkout, and the one beside it, at each buffer."""
    trees = {"sempal": ROOT} | ({"beside": given.beside} if given.beside else {})
    known: list[int] = []
    for name, tree in trees.items():
        for buffer in given.buffers:
            home = folder / f"{name}-{buffer}" / ".sempal"
            home.mkdir(parents=True)
            sources = [folder / "sounds"]
            if given.busy:  # sources are listed in the order in which they were added
                fill(home / "library.db", load.ROWS)
                sources.insert(0, folder / "new")
            scan(tree, home, *sources)
            app = App(f"{name} {buffer or 'default'}", tree, home, buffer)
            stack.callback(app.end)
            app.until_ready(client, known)
            known.append(app.window)
            yield app


def run(given: argparse.Namespace) -> dict[str, Any]:
    """Measure; return the result."""
    with tempfile.TemporaryDirectory(prefix="sempal-keysound-") as scratch, ExitStack() as stack:
        folder, client = Path(scratch), XClient()
        write_sounds(folder / "sounds")
        new_files = load.NewFiles(folder / "new")
        apps = list(start_apps(given, folder, client, stack))
        subjects: list[Subject] = [Sempal(app, given.actions) for app in apps]
        for buffer in sorted({buffer or SHORTEST for buffer in given.buffers}):
            for mode in given.plain:
                plain = Plain(mode, folder / "sounds" / "Sound 0001.wav", buffer, client)
                stack.callback(plain.end)
                subjects.append(plain)
        time.sleep(given.settle)
        desk = Desk(client, random.Random(7))  # noqa: S311 - times, not secrets
        for app in apps:  # the first press of each is not counted: nothing is ready
            client.focus(app.window)
            time.sleep(0.3)  # the focus settles
        if given.busy:
            new_files.start()
            stack.callback(new_files.end)
        with recording(f"{SINK}.monitor", given.fragment / 1e3, folder / "tape.npz") as tapes:
            time.sleep(1.0)  # of silence, before the first press
            for _ in range(given.blocks):
                for subject in subjects:
                    subject.block(desk)
            server = latencies()
        tape = tapes[0]
        for some in grouped(desk.presses).values():
            for presses in some.values():
                hear(tape, presses)
        if given.keep:
            np.savez(given.keep, frames=tape.frames, arrived=tape.arrived)
        traces = {
            app.name: trace.table(app.notes, [p for p in desk.presses if p.subject == app.name])
            for app in apps
        }
        outputs = {app.name: app.output.partition("Output(")[2] for app in apps}
    late = tape.delays() * 1e3
    sent = [(press.sent.ended - press.sent.begun) * 1e3 for press in desk.presses]
    return {
        "bench": "keysound",
        "from": "window",
        "busy": given.busy,
        "recorder": {
            "fragment_ms": given.fragment,
            "late_p50_ms": round(float(np.median(late)), 2),
            "late_p99_ms": round(float(np.percentile(late, 99)), 2),
            "event_within_ms": round(statistics.median(sent), 2),
        },
        "server_ms": server,
        "outputs": outputs,
        "subjects": {
            subject: {action: figures(presses) for action, presses in some.items()}
            for subject, some in grouped(desk.presses).items()
        },
        "traces": traces,
    }


def tell(result: dict[str, Any]) -> None:
    """Print readable lines."""
    recorder = result["recorder"]
    print(
        f"recorder: a frame is late by p50 {recorder['late_p50_ms']},"
        f" p99 {recorder['late_p99_ms']} ms;"
        f" the server had made an event {recorder['event_within_ms']} ms after its time"
    )
    for subject, some in result["subjects"].items():
        for action, one in some.items():
            if one["heard"]:
                print(
                    f"{subject}, {action}: p50 {one['p50_ms']:.1f} ms, p95 {one['p95_ms']:.1f} ms"
                    f" (min {one['min_ms']:.1f}, max {one['max_ms']:.1f});"
                    f" {one['heard']} heard, {one['unheard']} not"
                )
            else:
                print(f"{subject}, {action}: nothing was heard of {one['unheard']} presses")
    for subject, lines in result["traces"].items():
        print(f"trace of {subject}, ms after the event, p50 / p95:")
        for action, hops in lines.items():
            line = (f"{hop} {p50:.1f} / {p95:.1f}" for hop, (p50, p95) in hops.items())
            print(f"  {action}: " + ", ".join(line))


def main(words: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench keysound --window", description=__doc__)
    parser.add_argument("--buffers", type=int, nargs="+", default=[256, 128], help="0: the default")
    parser.add_argument("--blocks", type=int, default=3, help="of ten presses per action")
    parser.add_argument(
        "--actions",
        nargs="+",
        default=["arrows"],
        help="arrows, rested, held, space, enter, click, map",
    )
    parser.add_argument("--plain", nargs="*", default=["kept", "new"], help="modes of the player")
    parser.add_argument("--beside", type=Path, help="another checkout to measure in the same run")
    parser.add_argument(
        "--busy",
        action="store_true",
        help="with 56 000 rows open, while new files are scanned, analysed and embedded",
    )
    parser.add_argument("--fragment", type=float, default=2.0, help="ms the recorder collects")
    parser.add_argument("--settle", type=float, default=5.0, help="seconds before the first press")
    parser.add_argument("--keep", type=Path, help="write the recording here")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    result = run(parser.parse_args(words))
    tell(result)
    print(json.dumps(result))
