"""Memory of the open window, per process, as proportional set size (PSS).

Needs: screen, sound.

A library of `--rows` rows is opened; memory is read once nothing moves any more. The sum over all
processes counts shared pages once. The baselines, in the same run: a plain Kivy window of the same
size with one label, and with `--before DIR` the app of another checkout.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from scripts.benches.idle import cpu_seconds, process_tree
from scripts.benches.startup import write_library

ROOT = Path(__file__).parents[2]
ROWS = (2_000, 100_000, 1_000_000)
STILL, LOOK = 0.25, 2.0
"""Share of a core below which an app is at rest, and seconds over which that is measured."""
PATIENCE = 170.0
"""Seconds that an app may take to come to rest."""
SETTLED = 3
"""Looks in a row at which it is at rest, and no process has come or gone."""
FIELDS = {"Pss": "pss", "Rss": "rss", "Private_Dirty": "private", "Pss_File": "files"}
MB = 1e6
TARGET_MB = {2_000: 130, 1_000_000: 300}
"""Targets of the sum of PSS, by rows."""

PLAIN = """
import os
os.environ["KIVY_NO_ARGS"] = "1"; os.environ["KIVY_NO_CONSOLELOG"] = "1"
from kivy.config import Config
for name, value in (("multisamples", "0"), ("width", "1440"), ("height", "900")):
    Config.set("graphics", name, value)
from kivy.app import App
from kivy.uix.label import Label
class Plain(App):
    def build(self):
        return Label(text="plain")
Plain().run()
"""
PLAIN_SETTLES = 5.0
"""Seconds for the plain window, whose loop never rests."""

Figures = dict[str, float]


def memory(process: int) -> Figures:
    """Return PSS, RSS, private dirty pages and the files' part of PSS, in MB; empty if it ended.

    Source: proc_pid_smaps(5), smaps_rollup.
    """
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return {}
    found = dict[str, float]()
    for line in text.splitlines()[1:]:
        name, _, rest = line.partition(":")
        if name in FIELDS:
            found[FIELDS[name]] = round(int(rest.split()[0]) * 1024 / MB, 1)
    return found


def role(process: int) -> str:
    """Return what a process is: the module it was started with, or `window`."""
    try:
        words = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return ""
    if b"-m" in words:
        return words[words.index(b"-m") + 1].decode()
    return "window" if any(b"sempal" in word for word in words[:2]) else words[0].decode()


def wait_plain(_app: subprocess.Popen[bytes]) -> float:
    """Wait until the plain window is shown; return the seconds that took."""
    time.sleep(PLAIN_SETTLES)
    return PLAIN_SETTLES


def at_rest(app: subprocess.Popen[bytes]) -> float:
    """Wait until an app is at rest; return the seconds that took.

    Raises:
        SystemExit: It ended, or never rested.
    """
    begun, quiet, before = time.monotonic(), 0, list[int]()
    while quiet < SETTLED:
        if app.poll() is not None:
            sys.exit("memory: the app ended")
        if time.monotonic() - begun > PATIENCE:
            sys.exit("memory: the app does not come to rest")
        now = process_tree(app.pid)
        used = sum(map(cpu_seconds, now))
        time.sleep(LOOK)
        try:
            spent = sum(map(cpu_seconds, now)) - used
        except OSError:  # one has ended
            spent = LOOK
        quiet = quiet + 1 if now == before and spent < STILL * LOOK else 0
        before = now
    return time.monotonic() - begun


def measure(
    command: list[str],
    environment: dict[str, str],
    settle: Callable[[subprocess.Popen[bytes]], float],
) -> dict[str, object]:
    """Start a window; return the memory of its processes at rest, and the sum of PSS."""
    app = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        took = settle(app)
        each = [(role(one), memory(one)) for one in process_tree(app.pid)]
    finally:
        app.send_signal(signal.SIGINT)
        try:
            app.wait(10)
        except subprocess.TimeoutExpired:
            app.kill()
    each = [(name, found) for name, found in each if found]
    return {
        "pss_mb": round(sum(found["pss"] for _, found in each), 1),
        "at_rest_after_s": round(took, 1),
        "processes": [{"process": name, **found} for name, found in each],
    }


def start_ours(root: Path, folder: Path) -> dict[str, object]:
    """Measure the app of a checkout on a library."""
    program = str(root / ".venv/bin/sempal")
    return measure([program, "--data-dir", str(folder)], dict(os.environ), at_rest)


def start_plain(home: Path) -> dict[str, object]:
    """Measure a plain Kivy window that stays open."""
    program = home / "plain.py"
    program.write_text(PLAIN)
    environment = os.environ | {"KIVY_HOME": str(home)}
    return measure([sys.executable, str(program)], environment, wait_plain)


def main() -> None:
    """Print one line per app and size, then JSON."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rows", type=int, nargs="*", default=list(ROWS))
    words.add_argument("--before", type=Path, help="another checkout, measured beside this one")
    asked = words.parse_args()
    result: dict[str, object] = {"bench": "memory", "target_pss_mb": TARGET_MB}
    with tempfile.TemporaryDirectory(prefix="sempal-memory-") as scratch:
        home = Path(scratch, "kivy")
        home.mkdir()
        result["baseline_plain_kivy"] = tell("plain Kivy window", start_plain(home))
        for rows in asked.rows:
            for name, root in (("before", asked.before), ("now", ROOT)):
                if root is not None:
                    folder = Path(scratch, f"{name}-{rows}")
                    # By its own code: an earlier app does not open a later library.
                    write_library(root.resolve(), folder, rows)
                    found = start_ours(root.resolve(), folder)
                    result[f"{name}_{rows}"] = tell(f"{rows:,} rows, {name}", found)
                    shutil.rmtree(folder)
    print(json.dumps(result))


def tell(name: str, found: dict[str, object]) -> dict[str, object]:
    """Print a readable line; return the figures."""
    print(f"{name}: PSS {found['pss_mb']} MB ({found['at_rest_after_s']} s)", flush=True)
    for one in found["processes"]:  # type: ignore[attr-defined]
        print(
            f"    {one['process']}: PSS {one['pss']}, RSS {one['rss']},"
            f" private {one['private']}, files {one['files']}",
            flush=True,
        )
    return found


if __name__ == "__main__":
    main()
