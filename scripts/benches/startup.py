"""Time from process start to the first frame and the first list row.

Needs: screen.

The baseline is a window of plain Kivy with one label, started the same way.
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
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
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
STAMP = re.compile(r"^(\S+ \S+) .* (first \w+) drawn$", re.MULTILINE)


def log_times(folder: Path) -> dict[str, float]:
    """Return the times of first frame and first row from the log, in Unix seconds."""
    logs = sorted((folder / "logs").glob("sempal-*.log"))
    text = logs[-1].read_text() if logs else ""
    return {
        what: datetime.strptime(at, "%Y-%m-%d %H:%M:%S.%f").astimezone().timestamp()
        for at, what in STAMP.findall(text)
    }


def start_ours(folder: Path) -> tuple[float, float]:
    """Start the app over an existing library; return seconds to first frame and first row."""
    for log in (folder / "logs").glob("*.log"):
        log.unlink()
    begun = time.time()
    command = [str(ROOT / ".venv/bin/sempal"), "--data-dir", str(folder)]
    app = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        while len(found := log_times(folder)) < 2:
            if time.time() - begun > PATIENCE or app.poll() is not None:
                sys.exit(f"startup: the app did not start: {found}")
            time.sleep(0.02)
    finally:
        app.send_signal(signal.SIGINT)
        app.wait(10)
    return found["first frame"] - begun, found["first row"] - begun


def start_plain(home: Path) -> float:
    """Start a plain Kivy window; return seconds to its first frame."""
    program = home / "plain.py"  # Kivy locates the app's source file
    program.write_text(PLAIN)
    begun = time.time()
    done = subprocess.run(
        [sys.executable, str(program)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"KIVY_HOME": str(home)},
    )
    return float(done.stdout.split()[-1]) - begun


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rounds", type=int, default=5)
    rounds = words.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="sempal-startup-") as scratch:
        folder = Path(scratch, ".sempal")
        scan = ["scan", str(ROOT / "data/demo")]
        sempal = str(ROOT / ".venv/bin/sempal")
        subprocess.run([sempal, "--data-dir", str(folder), *scan], check=True, capture_output=True)
        start_ours(folder)
        Path(scratch, "kivy").mkdir()
        start_plain(Path(scratch, "kivy"))
        pairs = [(*start_ours(folder), start_plain(Path(scratch, "kivy"))) for _ in range(rounds)]
    frame, row, baseline = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(
        f"first frame {frame:.2f} s, first row {row:.2f} s,"
        f" plain Kivy window {baseline:.2f} s (medians of {rounds})"
    )
    print(
        json.dumps(
            {
                "bench": "startup",
                "rounds": rounds,
                "first_frame_s": round(frame, 3),
                "first_row_s": round(row, 3),
                "baseline_plain_kivy_s": round(baseline, 3),
                "target_first_frame_s": 1.0,
            }
        )
    )


if __name__ == "__main__":
    main()
