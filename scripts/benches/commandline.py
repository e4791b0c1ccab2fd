"""Time from process start to the first output of verbs without a window.

The library has one sample, so what is measured is the start. The baseline is an empty Python
program, and with `--before DIR` the same verbs of another checkout; all alternate.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
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
    "type": ["type", "clap", str(SOUND)],
    "scan": ["scan", "SOUNDS"],
    "analyse": ["analyse"],
    "similar": ["similar", str(SOUND)],
}
TARGETS_S = {"--help": 0.15, "--version": 0.15, "list": 0.4}


def first_output(command: list[str]) -> float:
    """Return the seconds until a program prints, or ends."""
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
    begun = time.perf_counter()
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        bufsize=0,
    ) as program:
        if program.stdout is not None:
            program.stdout.read(1)
        took = time.perf_counter() - begun
        program.communicate()
    return took


def main() -> None:
    """Print one line per verb, then JSON."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--rounds", type=int, default=7)
    words.add_argument("--before", type=Path, help="another checkout, measured beside this one")
    words.add_argument("--verbs", nargs="*", default=list(VERBS))
    asked = words.parse_args()
    roots = {"now": ROOT} | ({"before": asked.before.resolve()} if asked.before else {})
    times: dict[str, dict[str, list[float]]] = {"python": {"": []}}
    with tempfile.TemporaryDirectory(prefix="sempal-commandline-") as scratch:
        sounds = Path(scratch, "sounds")
        sounds.mkdir()
        shutil.copy(SOUND, sounds)
        for name, root in roots.items():
            sempal = [str(root / ".venv/bin/sempal"), "--data-dir", str(Path(scratch, name))]
            for first in (["scan", str(sounds)], ["embed"], ["analyse"]):
                subprocess.run([*sempal, *first], check=True, capture_output=True)
        for _ in range(asked.rounds):
            times["python"][""].append(first_output([sys.executable, "-c", "print()"]))
            for verb in asked.verbs:
                for name, root in roots.items():
                    given = [word.replace("SOUNDS", str(sounds)) for word in VERBS[verb]]
                    start = [str(root / ".venv/bin/sempal")]
                    if not verb.startswith("-"):
                        start += ["--data-dir", str(Path(scratch, name))]
                    found = first_output([*start, *given])
                    times.setdefault(verb, {}).setdefault(name, []).append(found)
    result: dict[str, object] = {"bench": "commandline", "rounds": asked.rounds}
    for verb, by_root in times.items():
        medians = {name: round(statistics.median(each), 3) for name, each in by_root.items()}
        print(f"{verb:<12} " + ", ".join(f"{name} {took:.3f} s" for name, took in medians.items()))
        result[verb] = medians
    print(json.dumps(result | {"target_s": TARGETS_S}))


if __name__ == "__main__":
    main()
