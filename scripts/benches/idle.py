"""CPU use of the idle app, engine process included.

Needs: screen, sound.

It has a library of 2 000 rows whose one source cannot be reached, so that nothing is left to do.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from scripts.benches.library import fill_unplugged

ROOT = Path(__file__).parents[2]
ROWS = 2_000
SETTLE = 15.0
"""Seconds until start-up has finished and the engine rests."""


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
    """Return the CPU seconds of `process`, exact: idle ones take part of a tick.

    Threads that have ended count. Source: clock_getcpuclockid(3), as Linux numbers its clocks.

    Raises:
        OSError: It has ended.
    """
    return time.clock_gettime(~process << 3 | 2)


def folder(path: Path) -> Path:
    """Create a data folder with a library; return its path."""
    path.mkdir()
    fill_unplugged(path, ROWS)
    return path


def measure(trees: dict[str, Path], seconds: float) -> dict[str, list[float]]:
    """Return percent of a core of window and engine for each checkout, all running at once."""
    with tempfile.TemporaryDirectory(prefix="sempal-idle-") as scratch:
        apps = {
            name: subprocess.Popen(
                [str(tree / ".venv/bin/sempal"), "--data-dir", str(folder(Path(scratch, name)))],
                stderr=subprocess.DEVNULL,
                cwd=tree,
            )
            for name, tree in trees.items()
        }
        try:
            time.sleep(SETTLE)
            members = {name: process_tree(app.pid) for name, app in apps.items()}
            before = {name: [cpu_seconds(one) for one in some] for name, some in members.items()}
            time.sleep(seconds)
            return {
                name: [
                    (cpu_seconds(process) - start) / seconds * 100
                    for process, start in zip(members[name], before[name], strict=True)
                ]
                for name in apps
            }
        finally:
            for app in apps.values():
                app.send_signal(signal.SIGINT)
            for app in apps.values():
                app.wait(10)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--seconds", type=float, default=20.0)
    words.add_argument("--beside", type=Path, help="another checkout to measure in the same run")
    given = words.parse_args()
    trees = {"sempal": ROOT} | ({"beside": given.beside} if given.beside else {})
    found = measure(trees, given.seconds)
    for name, parts in found.items():
        print(
            f"{name}, idle: window {parts[0]:.1f} %, engine {sum(parts[1:]):.1f} % of a core,"
            f" in all {sum(parts):.1f} %"
        )
    print(
        json.dumps(
            {
                "bench": "idle",
                "seconds": given.seconds,
                **{
                    name: {
                        "window_percent": round(parts[0], 2),
                        "engine_percent": round(sum(parts[1:]), 2),
                    }
                    for name, parts in found.items()
                },
                "target_percent": 1.0,
            }
        )
    )


if __name__ == "__main__":
    main()
