"""Edits: seconds of crop, normalise and reverse beside sox and ffmpeg, memory, and undo.

Stereo files of a minute and of an hour, 16 bit, in the page cache for all. Ours is the whole edit
but for the database: rendered, synced, read back from the drive, the original kept, exchanged;
`again` is the same edit where the SHA-256 of the file is known, as after an edit or undo. The
others write a file and do not sync it; `synced` adds that. A baseline that is not installed is left
out.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np
import soundfile

from actors.library.edits import exchange
from actors.library.edits.exchange import Exchange
from actors.library.edits.originals import Originals
from actors.library.edits.renderer import render
from models.audio.span import Span
from models.audio.units import Frames
from models.edit.edit import Edit, Op

RATE = 48_000


def write_sound(path: Path, seconds: int) -> None:
    """Write noise that is quieter than full scale."""
    second = np.random.default_rng(1).integers(-9_000, 9_000, (RATE, 2), np.int16)
    with soundfile.SoundFile(path, "w", RATE, 2, "PCM_16") as file:
        for _ in range(seconds):
            file.write(second)
    _sync(path)  # or its writing goes on while the first program is measured


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that a call takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def others(op: Op, path: Path, seconds: int, out: Path) -> dict[str, list[str]]:
    """Return the command lines of sox and ffmpeg for the same edit."""
    start, end = seconds / 4, seconds * 3 / 4
    sox = {
        Op.CROP: ["trim", f"{start}", f"={end}"],
        Op.NORMALISE: ["gain", "-n", "-1"],
        Op.REVERSE: ["reverse"],
    }[op]
    found = {"sox": ["sox", "-D", str(path), str(out), *sox]}
    ffmpeg = ["ffmpeg", "-y", "-loglevel", "error"]
    if op is Op.CROP:
        cut = ["-ss", f"{start}", "-to", f"{end}", "-i", str(path), "-c", "copy", str(out)]
        found["ffmpeg"] = [*ffmpeg, *cut]
    elif op is Op.REVERSE:
        found["ffmpeg"] = [*ffmpeg, "-i", str(path), "-af", "areverse", str(out)]
    return {name: line for name, line in found.items() if shutil.which(name)}


def measure(op: Op, path: Path, seconds: int, originals: Originals) -> dict[str, float]:
    """Return the seconds of one edit of each program, and of its undo."""
    out = path.with_name("out.wav")
    figures: dict[str, float] = {}
    for name, line in others(op, path, seconds, out).items():
        figures[name] = timed(partial(subprocess.run, line, check=True))
        figures[f"{name}_synced"] = figures[name] + timed(lambda: _sync(out))
        out.unlink()
    span = Span(Frames(seconds * RATE // 4), Frames(seconds * RATE * 3 // 4))
    edit = Edit(op, span if op is Op.CROP else None, peak=-1.0)
    begun = time.perf_counter()
    place = path.with_name(".new")
    made = render(bytes(path), edit, place, lambda _: None, keep_time=False)
    figures["rendered"] = time.perf_counter() - begun
    there = Exchange(bytes(path), made.before, made.after, place)
    facts = exchange.carry_out(there, originals, made.facts)
    figures["sempal"] = time.perf_counter() - begun
    known = {one: originals.facts(one) for one in (made.before, made.after)}
    entries = {one: entry for one, entry in known.items() if entry is not None}
    if made.before not in entries:
        sys.exit("the original is not kept")
    back = Exchange(bytes(path), made.after, made.before, path.with_name(".back"))
    begun = time.perf_counter()
    facts = exchange.carry_out(back, originals, facts, entries)
    figures["undo"] = time.perf_counter() - begun
    if facts is None:
        sys.exit("another program wrote the file")
    begun = time.perf_counter()
    made = render(
        bytes(path), edit, place, lambda _: None, keep_time=False, known=(made.before, facts)
    )
    facts = exchange.carry_out(there, originals, made.facts)
    figures["again"] = time.perf_counter() - begun
    exchange.carry_out(back, originals, facts)
    return figures


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, nargs="+", default=[60, 3600])
    parser.add_argument("--rounds", type=int, default=3, help="of which the medians are printed")
    parser.add_argument("--folder", help="drive to measure; without: that of temporary files")
    asked = parser.parse_args()
    rows: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory(prefix="sempal-edit-", dir=asked.folder) as scratch:
        originals = Originals(Path(scratch, "originals"))
        for seconds in asked.seconds:
            path = Path(scratch, f"{seconds}.wav")
            write_sound(path, seconds)
            for op in (Op.CROP, Op.NORMALISE, Op.REVERSE):
                rounds = [measure(op, path, seconds, originals) for _ in range(asked.rounds)]
                figures = {
                    name: median(one[name] for one in rounds if name in one) for name in rounds[0]
                }
                words = ", ".join(f"{name} {value:.3f}" for name, value in figures.items())
                print(f"{seconds} s, {op.value}: {words}", flush=True)
                rows.append({"seconds": seconds, "op": op.value, **figures})
            path.unlink()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory: {peak:.0f} MB")
    print(json.dumps({"bench": "edit", "rows": rows, "peak_mb": peak}))


if __name__ == "__main__":
    main()
