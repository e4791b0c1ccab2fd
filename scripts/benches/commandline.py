"""Time from process start to the first work and the first output of verbs without a window.

First work is when a verb first opens a sound or a folder of sounds, as inotify tells; of one that
opens none it is its output. The library has one sample, which `analyse` has not heard yet, and the
sound of `type` and `similar` lies outside: what is measured is the start. The baseline is an empty
Python program, and with `--before DIR` the same verbs of another checkout; all alternate.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import json
import os
import select
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOUND = ROOT / "data/demo/Drums/Claps/Clap Tight.wav"
VERBS = {
    "--help": ["--help"],
    "--version": ["--version"],
    "config": ["config"],
    "list": ["list"],
    "type": ["type", "clap", "OUTSIDE"],
    "scan": ["scan", "SOUNDS"],
    "analyse": ["analyse"],
    "similar": ["similar", "OUTSIDE"],
}
TARGETS_S = {"--help": 0.15, "--version": 0.15, "first work": 0.4}
LIBRARY = "library.db"
OPENED = 0x20
"""Source: linux/inotify.h, IN_OPEN."""


def first_signs(command: list[str], folders: list[Path]) -> tuple[float, float]:
    """Return the seconds until a program works, and until it prints; it may do either by ending.

    Args:
        command: The program.
        folders: What it opens in them is work.
    """
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
    libc = ctypes.CDLL(None)
    opened = libc.inotify_init1(os.O_NONBLOCK)
    for folder in folders:
        libc.inotify_add_watch(opened, bytes(folder), OPENED)
    begun = time.perf_counter()
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        bufsize=0,
    ) as program:
        output = program.stdout
        if output is None:
            sys.exit("commandline: no pipe")
        select.select([opened, output], [], [])
        worked = time.perf_counter() - begun
        output.read(1)
        printed = time.perf_counter() - begun
        program.communicate()
    os.close(opened)
    return worked, printed


def prepare(root: Path, folder: Path, sounds: Path) -> None:
    """Make a library of one sample, with features and not yet analysed."""
    sempal = [str(root / ".venv/bin/sempal"), "--data-dir", str(folder)]
    for first in (["scan", str(sounds)], ["embed"]):
        subprocess.run([*sempal, *first], check=True, capture_output=True)
    with contextlib.closing(sqlite3.connect(folder / LIBRARY)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(folder / LIBRARY, folder / "kept")


def main() -> None:
    """Print one line per verb, then JSON."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rounds", type=int, default=7)
    words.add_argument("--before", type=Path, help="another checkout, measured beside this one")
    words.add_argument("--verbs", nargs="*", default=list(VERBS))
    asked = words.parse_args()
    roots = {"now": ROOT} | ({"before": asked.before.resolve()} if asked.before else {})
    times: dict[str, dict[str, list[tuple[float, float]]]] = {"python": {"": []}}
    with tempfile.TemporaryDirectory(prefix="sempal-commandline-") as scratch:
        places = {name: Path(scratch, name) for name in ("sounds", "outside")}
        for folder in places.values():
            folder.mkdir()
            shutil.copy(SOUND, folder)
        folders = list(places.values())
        named = {"SOUNDS": str(places["sounds"]), "OUTSIDE": str(places["outside"] / SOUND.name)}
        for name, root in roots.items():
            prepare(root, Path(scratch, name), places["sounds"])
        for _ in range(asked.rounds):
            times["python"][""].append(first_signs([sys.executable, "-c", "print()"], []))
            for verb in asked.verbs:
                for name, root in roots.items():
                    given = [named.get(word, word) for word in VERBS[verb]]
                    start = [str(root / ".venv/bin/sempal")]
                    library = Path(scratch, name)
                    if not verb.startswith("-"):
                        start += ["--data-dir", str(library)]
                    for log in library.glob(LIBRARY + "-*"):
                        log.unlink()
                    shutil.copy(library / "kept", library / LIBRARY)
                    found = first_signs([*start, *given], folders)
                    times.setdefault(verb, {}).setdefault(name, []).append(found)
    result: dict[str, object] = {"bench": "commandline", "rounds": asked.rounds}
    for verb, by_root in times.items():
        found_by = dict[str, dict[str, float]]()
        for name, each in by_root.items():
            medians = (round(statistics.median(column), 3) for column in zip(*each, strict=True))
            found_by[name] = dict(zip(("first_work_s", "first_output_s"), medians, strict=True))
        print(
            f"{verb:<12} "
            + ", ".join(
                f"{name} works after {one['first_work_s']:.3f} s,"
                f" prints {one['first_output_s']:.3f} s"
                for name, one in found_by.items()
            )
        )
        result[verb] = found_by
    print(json.dumps(result | {"target_s": TARGETS_S}))


if __name__ == "__main__":
    main()
