"""CPU use of the idle app, engine process included.

Needs: screen, sound.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
SETTLE = 6.0
"""Seconds until start-up has finished."""


def process_tree(process: int) -> list[int]:
    """Return the ids of `process` and its descendants, whichever thread started them."""
    found = [process]
    for parent in found:
        for children in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += [int(child) for child in children.read_text().split()]
            except OSError:  # a thread has ended
                continue
    return found


def cpu_seconds(process: int) -> float:
    """Return the CPU seconds of `process`."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--seconds", type=float, default=20.0)
    seconds = words.parse_args().seconds
    with tempfile.TemporaryDirectory(prefix="sempal-idle-") as scratch:
        app = subprocess.Popen(
            [str(ROOT / ".venv/bin/sempal"), "--data-dir", str(Path(scratch, ".sempal"))],
            stderr=subprocess.DEVNULL,
        )
        try:
            time.sleep(SETTLE)
            members = process_tree(app.pid)
            before = [cpu_seconds(process) for process in members]
            time.sleep(seconds)
            parts = [
                (cpu_seconds(process) - start) / seconds * 100
                for process, start in zip(members, before, strict=True)
            ]
        finally:
            app.send_signal(signal.SIGINT)
            app.wait(10)
    print(f"idle: window {parts[0]:.1f} %, engine {sum(parts[1:]):.1f} % of a core")
    print(
        json.dumps(
            {
                "bench": "idle",
                "seconds": seconds,
                "window_percent": round(parts[0], 2),
                "engine_percent": round(sum(parts[1:]), 2),
                "target_window_percent": 3.0,
            }
        )
    )


if __name__ == "__main__":
    main()
