"""CPU use of the whole app while a sample plays, beside a plain Kivy window with one moving line.

Needs: screen, sound.

Samples of several lengths play in a loop, each seen as a whole, so that the playhead crosses the
picture once per length. All processes are counted: window, renderer threads, engine and workers;
not the X server and the sound server, whose share is told apart. Also idle, with a sample loaded.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import soundfile
import trio
from loguru import logger

from actors.messages import intents
from models.state.transport import Status
from scripts.benches.idle import cpu_seconds, process_tree
from tests.ui.harness import keys, parts, window
from ui.waveform.picture import PictureView

ROOT = Path(__file__).parents[2]
SIZE = (1440, 900)
LENGTHS = (1, 4, 10, 60)
"""Seconds; the playhead crosses about 880 pixels in each."""
RATE = 48_000
SETTLE = 2.0
"""Seconds of playing before the measurement."""
PERCENT_TARGET, IDLE_TARGET = 40.0, 1.0
PLAIN = """
import os, sys, time
os.environ["KIVY_NO_ARGS"] = "1"; os.environ["KIVY_NO_CONSOLELOG"] = "1"
from kivy.config import Config
Config.set("graphics", "multisamples", "0"); Config.set("graphics", "maxfps", "60")
Config.set("graphics", "width", sys.argv[1]); Config.set("graphics", "height", sys.argv[2])
from kivy.app import App
from kivy.clock import Clock
from kivy.graphics import Color, Rectangle
from kivy.uix.widget import Widget
SETTLE, SECONDS = float(sys.argv[3]), float(sys.argv[4])
class Plain(App):
    def build(self):
        root = Widget()
        with root.canvas:
            Color(0.1, 0.1, 0.1)
            Rectangle(size=(4000, 4000))
            Color(1, 1, 1)
            self.line = Rectangle(size=(2, 220), pos=(0, 400))
        Clock.schedule_interval(self.move, 0)
        self.begun, self.used = time.monotonic(), None
        return root
    def move(self, since):
        now = time.monotonic() - self.begun
        self.line.pos = (now * 220 % 880, 400)
        if self.used is None and now > SETTLE:
            self.used = time.process_time()
        if now > SETTLE + SECONDS:
            print((time.process_time() - self.used) / SECONDS * 100, flush=True)
            self.stop()
Plain().run()
"""


def measure_plain(scratch: Path, seconds: float) -> float:
    """Return percent of a core that a plain Kivy window with a moving line uses."""
    program = scratch / "plain.py"  # Kivy locates the app's source file
    program.write_text(PLAIN)
    arguments = [*(str(side) for side in SIZE), str(SETTLE), str(seconds)]
    done = subprocess.run(
        [sys.executable, str(program), *arguments],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"KIVY_HOME": str(scratch / "plain")},
    )
    return float(done.stdout.split()[-1])


def write_sounds(folder: Path) -> None:
    """Write a decaying noise of each length."""
    folder.mkdir()
    chance = np.random.default_rng(14)
    for seconds in LENGTHS:
        frames = RATE * seconds
        decay = np.exp(-np.linspace(0, 3, frames, dtype=np.float32))[:, None]
        noise = chance.standard_normal((frames, 2), np.float32) * 0.1 * decay
        soundfile.write(folder / f"{seconds:03} s.wav", noise, RATE)


class Gauge:
    """CPU use of this process and its children, and the frames drawn."""

    def __init__(self) -> None:
        self._members = process_tree(os.getpid())
        self._used = [cpu_seconds(process) for process in self._members]
        self._begun = time.monotonic()

    def read(self) -> dict[str, float] | None:
        """Return percent of a core since the start, of the window's process and of the others.

        `None`: a process has come or gone meanwhile, whose use is not known.
        """
        seconds = time.monotonic() - self._begun
        if process_tree(os.getpid()) != self._members:
            return None
        parts = [
            (cpu_seconds(process) - start) / seconds * 100
            for process, start in zip(self._members, self._used, strict=True)
        ]
        return {"window": parts[0], "others": sum(parts[1:]), "whole": sum(parts)}


async def measure_app(folder: Path, seconds: float) -> dict[str, dict[str, float]]:
    """Return CPU use while idle and while samples of each length play."""
    from kivy.clock import Clock

    drawn, steps, at = [0], [0], [0]

    def flipped(*_: object) -> None:
        drawn[0] += 1

    def stepped(_since: float) -> None:
        picture = next(iter(parts(PictureView)), None)
        view = picture.editor.view if picture else None
        now = round(view.x_at(picture.playhead)) if picture and view else 0
        steps[0] += now != at[0]
        at[0] = now

    results: dict[str, dict[str, float]] = {}
    async with window(folder / ".sempal", folder / "sounds", sound=True, size=SIZE) as screen:
        screen.root.get_parent_window().bind(on_flip=flipped)
        Clock.schedule_interval(stepped, 0)
        await screen.until(lambda state: not state.transport.output.silent and not state.tasks)
        screen.post(intents.ToggleLoop())
        await screen.until(lambda state: state.transport.loop)

        async def measure(name: str) -> None:
            used = None
            while used is None:
                await trio.sleep(SETTLE)
                gauge, before, passed = Gauge(), drawn[0], steps[0]
                await trio.sleep(seconds)
                used = gauge.read()
            results[name] = {
                **used,
                "frames_per_s": (drawn[0] - before) / seconds,
                "steps_per_s": (steps[0] - passed) / seconds,
            }

        for number, length in enumerate(LENGTHS):
            await keys("Down" if number else "Home")
            await screen.until(
                lambda state: (
                    state.transport.status is Status.PLAYING
                    and state.editor.sample is not None
                    and state.transport.sample == state.editor.sample.id
                    and state.editor.picture is not None
                    and state.editor.sample.frames == length * RATE  # noqa: B023 - awaited here
                )
            )
            await measure(f"{length} s")
            if screen.state.transport.status is not Status.PLAYING:
                sys.exit(f"playing: {length} s ended")
        await keys("Escape")
        await screen.until(lambda state: state.transport.status is Status.STOPPED)
        await measure("idle")
    return results


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--seconds", type=float, default=5.0)
    seconds = words.parse_args().seconds
    logger.remove()
    with tempfile.TemporaryDirectory(prefix="sempal-playing-") as scratch:
        write_sounds(Path(scratch, "sounds"))
        plain = measure_plain(Path(scratch), seconds)
        results = trio.run(measure_app, Path(scratch), seconds)
        plain = (plain + measure_plain(Path(scratch), seconds)) / 2
    for name, one in results.items():
        print(
            f"{name}: {one['whole']:.1f} % of a core (window {one['window']:.1f},"
            f" engine and workers {one['others']:.1f}), {one['frames_per_s']:.1f} frames/s of the"
            f" window, {one['steps_per_s']:.1f} steps/s of the playhead"
        )
    print(f"plain Kivy with a moving line: {plain:.1f} %")
    rounded = {
        name: {part: round(value, 2) for part, value in one.items()}
        for name, one in results.items()
    }
    print(
        json.dumps(
            {
                "bench": "playing",
                "seconds": seconds,
                "size": SIZE,
                "percent_of_a_core": rounded,
                "baseline_plain_kivy_percent": round(plain, 2),
                "target_percent": PERCENT_TARGET,
                "target_idle_percent": IDLE_TARGET,
            }
        )
    )


if __name__ == "__main__":
    main()
