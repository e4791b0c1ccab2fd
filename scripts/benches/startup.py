"""Time from process start to the first frame, the first list row, and until nothing moves any more.

Needs: screen, sound.

The baseline is a window of plain Kivy with one label, started the same way. Libraries of several
sizes are opened, whose samples have detected types; their one source cannot be reached. At rest
means that what the X server shows of the window does not change any more: list, thumbnails and the
chips of the types are there. With `--imports` it tells what is imported before the first frame, and
how long that takes, by package.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import datetime
from pathlib import Path

from Xlib import X
from Xlib.display import Display
from Xlib.error import XError
from Xlib.ext import damage
from Xlib.xobject.drawable import Window

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
QUIET = 1.5
"""Seconds without a change after which the window is at rest."""
ROWS = (2_000, 100_000)
RATIO_TARGET, REST_TARGET = 2.5, 1.0
PLAIN = """
import os, sys, time
os.environ["KIVY_NO_ARGS"] = "1"; os.environ["KIVY_NO_CONSOLELOG"] = "1"
from kivy.config import Config
Config.set("graphics", "multisamples", "0")
from kivy.app import App
from kivy.clock import Clock
from kivy.uix.label import Label
class Plain(App):
    def build(self):
        Clock.schedule_interval(self.look, 0)
        return Label(text="plain")
    def look(self, since):
        if Clock.frames > 1:
            print(time.time(), flush=True)
            self.stop()
Plain().run()
"""
LIBRARY = """
import contextlib, os, random, sqlite3, sys
from pathlib import Path
from models.types.sound_type import SoundType
from scripts.benches import library
folder, rows = Path(sys.argv[1]), int(sys.argv[2])
library.fill(folder / "library.db", rows)
kinds = [kind.value for kind in SoundType]
chance = random.Random(2)
with contextlib.closing(sqlite3.connect(folder / "library.db")) as connection:
    connection.execute("UPDATE source SET root = ?", (os.fsencode(folder / "unplugged"),))
    columns = [row[1] for row in connection.execute("PRAGMA table_info(sound_type)")]
    known = {"sample": None, "type": None, "confidence": 0.9}
    samples = connection.execute("SELECT id, content FROM sample").fetchall()
    def value(column, sample, content):
        if column == "sample": return sample
        if column == "type": return chance.choice(kinds)
        if column == "token": return content
        return 0.9 if column == "confidence" else 1
    rows = [[value(column, *one) for column in columns] for one in samples]
    marks = ",".join("?" * len(columns))
    connection.executemany(f"INSERT OR REPLACE INTO sound_type VALUES ({marks})", rows)
    connection.commit()
if hasattr(library, "index"):
    library.index(folder / "library.db")
"""
STAMP = re.compile(r"^(\S+ \S+) .* (first \w+) drawn$", re.MULTILINE)
DROPPED = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH")
STAGES = ("first frame", "first row", "at rest")


def log_times(folder: Path) -> dict[str, float]:
    """Return the times of first frame and first row from the log, in Unix seconds."""
    logs = sorted((folder / "logs").glob("sempal-*.log"))
    text = logs[-1].read_text() if logs else ""
    return {
        what: datetime.strptime(at, "%Y-%m-%d %H:%M:%S.%f").astimezone().timestamp()
        for at, what in STAMP.findall(text)
    }


class Watcher:
    """Notes when the picture of the window of a process last changed on the X server."""

    def __init__(self, process: int) -> None:
        self._display, self._process = Display(), process
        self._display.damage_query_version()
        self._owner = self._display.intern_atom("_NET_WM_PID")
        self._window: Window | None = None
        self._picture = b""
        self.last = 0.0
        """Unix seconds."""

    def look(self) -> None:
        """Take what the server has reported."""
        if self._window is None:
            self._window = self._search(self._display.screen().root)
        drawn = False
        while self._display.pending_events():
            event = self._display.next_event()
            drawn |= event.type == self._display.extension_event.DamageNotify
        if drawn and self._window is not None:
            now, size = time.time(), self._window.get_geometry()
            area = (0, 0, size.width, size.height)
            picture = self._window.get_image(*area, X.ZPixmap, 0xFFFFFFFF).data
            if picture != self._picture:
                self._picture, self.last = picture, now

    def close(self) -> None:
        """Close the connection."""
        self._display.close()

    def _search(self, below: Window) -> Window | None:
        try:
            children: list[Window] = below.query_tree().children
            for child in children:
                owner = child.get_full_property(self._owner, X.AnyPropertyType)
                if owner is not None and owner.value[0] == self._process:
                    damage.damage_create(child, damage.DamageReportRawRectangles)
                    self.last = time.time()
                    return child
                found = self._search(child)
                if found is not None:
                    return found
        except XError:  # it has vanished meanwhile
            pass
        return None


def fair_environment() -> dict[str, str]:
    """Return an environment in which each checkout runs its own code, and keeps it compiled."""
    return {name: value for name, value in os.environ.items() if name not in DROPPED}


def start_ours(root: Path, folder: Path, environment: dict[str, str]) -> tuple[float, ...]:
    """Start the app of a checkout over a library; return the seconds to each of `STAGES`."""
    for log in (folder / "logs").glob("*.log"):
        log.unlink()
    begun = time.time()
    command = [str(root / ".venv/bin/sempal"), "--data-dir", str(folder), "--no-demo"]
    app = subprocess.Popen(command, stderr=subprocess.DEVNULL, env=environment)
    watcher = Watcher(app.pid)
    try:
        while len(found := log_times(folder)) < 2 or time.time() - watcher.last < QUIET:
            if time.time() - begun > PATIENCE or app.poll() is not None:
                sys.exit(f"startup: the app did not start: {found}")
            watcher.look()
            time.sleep(0.01)
    finally:
        app.send_signal(signal.SIGINT)
        app.wait(20)
        watcher.close()
    return tuple(at - begun for at in (found["first frame"], found["first row"], watcher.last))


def start_plain(home: Path, environment: dict[str, str]) -> float:
    """Start a plain Kivy window; return seconds to its first frame."""
    program = home / "plain.py"  # Kivy locates the app's source file
    program.write_text(PLAIN)
    begun = time.time()
    done = subprocess.run(
        [sys.executable, str(program)],
        capture_output=True,
        text=True,
        check=True,
        env=environment | {"KIVY_HOME": str(home)},
    )
    return float(done.stdout.split()[-1]) - begun


def write_library(root: Path, folder: Path, rows: int) -> None:
    """Write a library with detected types, by the code of a checkout."""
    folder.mkdir(parents=True)
    command = [str(root / ".venv/bin/python"), "-c", LIBRARY, str(folder), str(rows)]
    subprocess.run(command, check=True, cwd=root, env=os.environ | {"PYTHONPATH": str(root)})


def tell_imports(folder: Path) -> None:
    """Print the import time before the first frame by package, in milliseconds."""
    command = [str(ROOT / ".venv/bin/python"), "-X", "importtime", "-m", "ui"]
    app = subprocess.Popen(
        [*command, "--data-dir", str(folder), "--no-demo"],
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    time.sleep(5.0)  # its start is over by then
    app.send_signal(signal.SIGINT)
    _, report = app.communicate(timeout=20)
    spent, modules = Counter[str](), Counter[str]()
    for line in report.splitlines():
        found = re.match(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)", line)
        if found:
            name = found[2].split(".")
            package = ".".join(name[:2]) if name[0] in {"actors", "models", "ui"} else name[0]
            spent[package] += int(found[1])
            modules[package] += 1
            if found[2] == "ui.app":
                break
    for package, microseconds in spent.most_common(25):
        print(f"{microseconds / 1e3:7.1f} ms, {modules[package]:3} modules: {package}")


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rounds", type=int, default=5)
    words.add_argument("--rows", type=int, nargs="*", default=list(ROWS))
    words.add_argument("--before", type=Path, help="another checkout, measured beside this one")
    words.add_argument("--imports", action="store_true", help="tell what is imported first")
    words.add_argument("--libraries", type=Path, help="folder in which libraries are kept")
    given = words.parse_args()
    roots = {"now": ROOT} if given.before is None else {"before": given.before, "now": ROOT}
    with tempfile.TemporaryDirectory(prefix="sempal-startup-") as scratch:
        home = Path(scratch, "kivy")
        home.mkdir()
        environment = fair_environment()
        start_plain(home, environment)
        kept = given.libraries or Path(scratch)
        cases = [(name, rows) for rows in given.rows for name in roots]
        for name, rows in cases:
            if not (kept / f"{name}-{rows}").exists():
                write_library(roots[name], kept / f"{name}-{rows}", rows)
            start_ours(roots[name], kept / f"{name}-{rows}", environment)  # fills the caches
        if given.imports:
            tell_imports(kept / f"now-{given.rows[0]}")
        took: dict[tuple[str, int], list[tuple[float, ...]]] = {case: [] for case in cases}
        plain = []
        for _ in range(given.rounds):
            plain.append(start_plain(home, environment))
            for name, rows in cases:
                library = kept / f"{name}-{rows}"
                took[name, rows].append(start_ours(roots[name], library, environment))
    baseline = statistics.median(plain)
    print(f"plain Kivy window: first frame {baseline:.2f} s (medians of {given.rounds})")
    result: dict[str, object] = {
        "bench": "startup",
        "rounds": given.rounds,
        "baseline_plain_kivy_s": round(baseline, 3),
        "target_first_frame_ratio": RATIO_TARGET,
        "target_at_rest_s": REST_TARGET,
    }
    for (name, rows), rounds in took.items():
        medians = [statistics.median(column) for column in zip(*rounds, strict=True)]
        stages = ", ".join(f"{stage} {at:.2f} s" for stage, at in zip(STAGES, medians, strict=True))
        print(f"{rows} rows, {name}: {stages}; first frame {medians[0] / baseline:.1f} x plain")
        result[f"{name}_{rows}"] = {
            **{
                f"{stage.replace(' ', '_')}_s": round(at, 3)
                for stage, at in zip(STAGES, medians, strict=True)
            },
            "first_frame_ratio": round(medians[0] / baseline, 2),
        }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
