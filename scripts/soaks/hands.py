"""Random keys, clicks, drags and turns of the wheel in the real window.

Needs: screen, sound, samples.

A library of small files is worked on by every key of the key table and by the mouse anywhere in the
window, at random from a seed. Nothing outside a scratch folder can be written meanwhile (a mount
namespace). Afterwards the app must still run without an error in its log, every content that the
files had at the start must still be somewhere (in a source, a clip, the trash, an original that is
kept for undo), the library must be sound, and Ctrl+Q must end the app.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from ui.keymap import BINDINGS

ROOT = Path(__file__).parents[2]
FILES, COPIES = 60, 4
"""Recordings that the library is made of, and how many of them lie in it twice."""
SIZES = ((420, 640), (900, 700), (1440, 900))
LEFT_OUT = frozenset({"quit", "guide", "reveal", "open"})
"""Commands that end the app, or start programs of others."""
LETTERS = "abcdefgimnorstuvw0123456789 -.:<>?"
"""What is typed: no slash, so that no folder outside is named."""
NAMED = {
    "enter": "Return",
    "backspace": "BackSpace",
    "delete": "Delete",
    "escape": "Escape",
    "tab": "Tab",
    "left": "Left",
    "right": "Right",
    "up": "Up",
    "down": "Down",
    "home": "Home",
    "end": "End",
    "pageup": "Prior",
    "pagedown": "Next",
    "menu": "Menu",
    ",": "comma",
    ".": "period",
    "/": "slash",
    "-": "minus",
    "+": "plus",
    "=": "equal",
    "[": "bracketleft",
    "]": "bracketright",
    ";": "semicolon",
    "'": "apostrophe",
    "`": "grave",
    "\\": "backslash",
}
"""Names of X11 for keys of the key table."""
PATIENCE = 60.0
BURST = 12
"""Actions at most before the app is looked at."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done, and what went wrong."""

    seconds: float
    actions: int
    errors: tuple[str, ...]
    """Lines of the log about errors."""
    blocked: int
    """Steps that blocked the main loop for more than 4 ms."""
    longest_ms: float
    lost: tuple[str, ...]
    """Files whose content is nowhere any more."""
    originals_deleted: int
    """Times that originals were deleted by command: what they held may be lost."""
    sound: bool
    """SQLite finds no fault in the library."""
    ended: bool
    """Ctrl+Q ended the app."""
    last: str = ""
    """The actions before the app ended or failed."""

    @property
    def failed(self) -> bool:
        """Whether a promise was broken."""
        lost = self.lost and not self.originals_deleted
        return bool(self.errors or lost or not self.sound or not self.ended)


def contents(folder: Path) -> dict[str, str]:
    """Return the first name of each content at or below `folder`, by its SHA-256."""
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            found.setdefault(digest, str(path.relative_to(folder)))
    return found


def write_library(samples: Path, folder: Path, chance: random.Random) -> None:
    """Copy recordings into two folders of two sources; some of them twice."""
    sounds = [path for path in sorted(samples.glob("*.flac")) if path.stat().st_size < 1 << 20]
    chosen = chance.sample(sounds, min(FILES, len(sounds)))
    for number, path in enumerate(chosen):
        below = folder / ("Drums", "Field/Birds", "Field")[number % 3]
        below.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, below)
    for path in chosen[:COPIES]:
        shutil.copy(path, folder / "Field" / f"Copy of {path.name}")


def x_keys(keys: str) -> list[str]:
    """Return keys of the key table (`Ctrl+Shift+z`, `g w`) as xdotool names them."""
    found = []
    for one in keys.split(" "):
        *modifiers, key = re.findall(r"[^+]+|(?<=\+)\+$|^\+$", one)
        name = NAMED.get(key, key.upper() if re.fullmatch(r"f\d+", key) else key)
        found.append("+".join([*(part.lower() for part in modifiers), name]))
    return found


def actions(chance: random.Random, desk: Desk) -> Iterator[list[str]]:
    """Yield arguments of xdotool for one random action after another."""
    keys = [binding.keys for binding in BINDINGS if binding.name not in LEFT_OUT]

    def place() -> list[str]:
        left, top, width, height = desk.place()
        x, y = chance.randrange(2, width - 2), chance.randrange(2, height - 2)
        return ["mousemove", str(left + x), str(top + y)]

    def step() -> list[str]:
        kind = chance.random()
        if kind < 0.5:
            return ["key", *x_keys(chance.choice(keys))]
        if kind < 0.58:
            walks = ("Down", "Up", "Left", "Right", "Return", "Tab", "space")
            return ["key", *chance.choices(walks, k=chance.randrange(1, 6))]
        if kind < 0.66:
            text = "".join(chance.choices(LETTERS, k=chance.randrange(1, 6)))
            return ["type", text]
        if kind < 0.70:
            return ["key", "Escape", "Escape"]
        if kind < 0.82:
            return [*place(), "click", "--repeat", str(chance.choice((1, 1, 1, 2))), "1"]
        if kind < 0.87:
            return [*place(), "click", "3"]
        if kind < 0.92:
            return [*place(), "click", "--repeat", "3", chance.choice("45")]
        return [*place(), "mousedown", "1", *place(), *place(), "mouseup", "1"]

    while True:
        yield step()


class Sandbox:
    """The command that keeps a program from writing outside of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, *program: str) -> list[str]:
        """Return the command line for `program`."""
        script = (
            f'mount --bind "{self._folder}" "{self._folder}" || exit 99;'
            " while read -r device at rest; do case $device in /dev/*)"
            f' [ "$at" = "{self._folder}" ] || mount -o remount,bind,ro "$at" || exit 99;;'
            " esac; done < /proc/self/mounts;"
            f' touch "{self._folder.parent}/.written" 2>/dev/null && exit 99; exec "$@"'
        )
        root = () if os.geteuid() == 0 else ("--user", "--map-root-user")
        return ["unshare", *root, "--mount", "sh", "-c", script, "sh", *program]


class Desk:
    """The app in its window, and who works with it."""

    def __init__(self, home: Path, size: tuple[int, int]) -> None:
        self.data = home / "data"
        environment = {**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home / "share")}
        environment |= {"XDG_CONFIG_HOME": str(home / "config"), "TMPDIR": str(home)}
        program = [str(ROOT / ".venv/bin/python"), "-P", "-m", "ui", "--debug"]
        place = ["--data-dir", str(self.data), "--size", f"{size[0]}x{size[1]}"]
        self._errors = (home / "stderr").open("wb")
        self.process = subprocess.Popen(
            Sandbox(home)(*program, *place), cwd=ROOT, env=environment, stderr=self._errors
        )
        self.window = ""

    @property
    def log(self) -> str:
        """What the app has logged."""
        paths = sorted((self.data / "logs").glob("*.log"))
        return "".join(path.read_text(errors="replace") for path in paths)

    def until_ready(self) -> None:
        """Wait for the first row."""
        until = time.monotonic() + PATIENCE
        while "first row drawn" not in self.log:
            if time.monotonic() > until or self.process.poll() is not None:
                sys.exit(f"hands: the app did not start (status {self.process.poll()})\n{self.log}")
            time.sleep(0.1)
        self.window = run("search", "--onlyvisible", "--class", "^sempal$").split()[0]
        run("windowactivate", "--sync", self.window)

    def place(self) -> tuple[int, int, int, int]:
        """Return left, top, width and height of the window on the screen, in pixels."""
        lines = run("getwindowgeometry", "--shell", self.window).splitlines()
        found = dict(line.split("=") for line in lines)
        x, y, width, height = (int(found[name]) for name in ("X", "Y", "WIDTH", "HEIGHT"))
        return x, y, width, height

    def end(self) -> bool:
        """Press Ctrl+Q until the app has ended; return whether it did."""
        for _ in range(5):
            run("windowactivate", "--sync", self.window, "mouseup", "1")
            run("key", "Escape", "Escape", "Escape", "ctrl+q")
            try:
                self.process.wait(6)
            except subprocess.TimeoutExpired:
                continue
            return self.process.returncode == 0
        shot = str(self.data / "not ended.png")
        subprocess.run(["import", "-silent", "-window", "root", shot], check=False)
        self.process.kill()
        self.process.wait()
        return False


def run(*words: str) -> str:
    """Run xdotool; return what it prints."""
    done = subprocess.run(["xdotool", *words], capture_output=True, text=True, check=False)
    return done.stdout


def is_sound(library: Path) -> bool:
    """Return whether SQLite finds no fault."""
    database = sqlite3.connect(f"file:{library}?mode=ro", uri=True)
    try:
        broken = database.execute("PRAGMA foreign_key_check").fetchall()
        return database.execute("PRAGMA integrity_check").fetchone() == ("ok",) and not broken
    finally:
        database.close()


def soak(seconds: float, scratch: Path, seed: int) -> Outcome:
    """Work at random for some time."""
    chance = random.Random(seed)  # noqa: S311
    home, sounds = scratch / "home", scratch / "home" / "Sounds"
    home.mkdir()
    write_library(Path(os.environ["SEMPAL_TEST_SAMPLES"]), sounds, chance)
    before = contents(sounds)
    for name in ("Drums", "Field"):
        add = [".venv/bin/sempal", "--data-dir", str(home / "data"), "scan", str(sounds / name)]
        subprocess.run(add, check=True, capture_output=True, cwd=ROOT)
    desk = Desk(home, chance.choice(SIZES))
    began, count = time.monotonic(), 0
    last: list[str] = []
    try:
        desk.until_ready()
        for words in actions(chance, desk):
            run(*words)
            count += 1
            last = [*last[-BURST:], " ".join(words)]
            if desk.process.poll() is not None or time.monotonic() > began + seconds:
                break
            time.sleep(chance.choice((0.0, 0.05, 0.2)))
        alive = desk.process.poll() is None
        ended = desk.end() if alive else False
    finally:
        if desk.process.poll() is None:
            desk.process.kill()
            desk.process.wait()
    lines = desk.log.splitlines()
    errors = [line for line in lines if re.search(r"\b(ERROR|CRITICAL)\b|^Traceback", line)]
    took = [
        float(found.group(1))
        for line in lines
        if (found := re.search(r"blocked the event loop for ([\d.]+) ms", line))
    ]
    after = contents(home)
    return Outcome(
        seconds=round(time.monotonic() - began, 1),
        actions=count,
        errors=tuple(errors[:20]),
        blocked=len(took),
        longest_ms=max(took, default=0.0),
        lost=tuple(name for digest, name in before.items() if digest not in after),
        originals_deleted=sum("originals deleted" in line for line in lines),
        sound=is_sound(desk.data / "library.db"),
        ended=ended,
        last="; ".join(last) if not ended or errors else "",
    )


def main() -> None:
    """Print the outcome; fail if a promise was broken."""
    words = argparse.ArgumentParser(prog="scripts/soak hands", description=__doc__)
    words.add_argument("--minutes", type=float, default=10.0)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--keep", type=Path, help="folder that the home folder is moved to")
    given = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="sempal-hands-") as scratch:
        outcome = soak(given.minutes * 60, Path(scratch), given.seed)
        if given.keep:
            shutil.move(Path(scratch) / "home", given.keep)
    print(
        f"{outcome.seconds:.0f} s, {outcome.actions} actions;"
        f" errors: {len(outcome.errors)}, contents lost: {len(outcome.lost)}"
        f" (originals deleted by command: {outcome.originals_deleted}),"
        f" longest step {outcome.longest_ms:.0f} ms;"
        f" library {'sound' if outcome.sound else 'BROKEN'},"
        f" {'ended by Ctrl+Q' if outcome.ended else 'DID NOT END'}"
    )
    print(json.dumps({"soak": "hands", "seed": given.seed, **asdict(outcome)}))
    sys.exit(outcome.failed)


if __name__ == "__main__":
    main()
