"""Scan throughput on 10 000 small files: first scan, and rescan without changes.

The baselines, in the same run: a bare loop of `soundfile.info` over the same files, another
checkout, and mpd, which starts with an empty database. All files are in the page cache for all of
them, as they have just been written.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
import soundfile
import trio

from actors.kernel.mailbox import Mailbox
from actors.library.actor import LibraryActor
from actors.messages import library
from models.audio.units import SourceId, Ticket
from models.library.report import ScanReport

ROOT = Path(__file__).parents[2]
RATE, FRAMES, PER_FOLDER = 44_100, 4410, 100
PATIENCE = 120.0
MEASURE = """
import json, sys
from pathlib import Path
import trio
from scripts.benches import scan
print(json.dumps(trio.run(scan.measure, Path(sys.argv[1]), Path(sys.argv[2]))))
"""
MPD = """
music_directory "{root}"
db_file "{folder}/database"
log_file "{folder}/log"
pid_file "{folder}/pid"
bind_to_address "{folder}/socket"
audio_output {{
    type "null"
    name "none"
}}
"""


def write_files(root: Path, count: int) -> list[Path]:
    """Write `count` distinct WAV files of 0.1 s and return their paths."""
    size = FRAMES * 2
    head = b"RIFF" + struct.pack("<L", 36 + size) + b"WAVEfmt "
    head += struct.pack("<LHHLLHH", 16, 1, 1, RATE, RATE * 2, 2, 16)
    head += b"data" + struct.pack("<L", size)
    source = np.random.default_rng(1)
    paths = []
    for number in range(count):
        path = root / f"Pack {number // PER_FOLDER:03}" / f"Sound {number:05}.wav"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(head + source.bytes(size))
        paths.append(path)
    return paths


async def wait_for_end(events: Mailbox[library.Event], ticket: Ticket) -> ScanReport:
    """Wait for the end of a scan and return its report."""
    while True:
        event = await events.receive()
        if isinstance(event, library.LibraryFailed | library.SourceRefused):
            sys.exit(f"scan: {event.reason}")
        if isinstance(event, library.ScanEnded) and event.ticket == ticket:
            return event.report


async def measure(root: Path, folder: Path) -> dict[str, float]:
    """Scan twice with the app's library actor; return seconds and counts."""
    inbox, events = Mailbox[library.Command](64), Mailbox[library.Event](64)
    figures: dict[str, float] = {}
    async with trio.open_nursery() as nursery:
        nursery.start_soon(LibraryActor(inbox, events.address, folder).run)
        source: SourceId | None = None
        for name in ("cold", "unchanged"):
            begun = time.perf_counter()
            ticket = Ticket(len(figures) + 1)
            if source is None:
                await inbox.address.send(library.AddSource(ticket, bytes(root)))
            else:
                await inbox.address.send(library.Scan(ticket, source))
            end = await wait_for_end(events, ticket)
            figures[f"{name}_s"] = time.perf_counter() - begun
            figures[f"{name}_added"] = end.added
            source = end.source
        nursery.cancel_scope.cancel()
    return figures


def scan_by(tree: Path, root: Path, scratch: Path) -> dict[str, float]:
    """Scan with the code of a checkout, in a process of its own."""
    done = subprocess.run(
        [str(tree / ".venv/bin/python"), "-c", MEASURE, str(root), str(scratch / ".sempal")],
        cwd=tree,
        env=os.environ | {"PYTHONPATH": str(tree)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    shutil.rmtree(scratch / ".sempal")
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def scan_bare(paths: list[Path]) -> float:
    """Return the seconds of a loop of `soundfile.info`."""
    begun = time.perf_counter()
    for path in paths:
        soundfile.info(path)
    return time.perf_counter() - begun


def scan_by_mpd(root: Path, scratch: Path) -> float:
    """Return the seconds from the start of mpd until it has written its database."""
    folder = scratch / "mpd"
    folder.mkdir()
    config, database = folder / "mpd.conf", folder / "database"
    config.write_text(MPD.format(root=root, folder=folder))
    begun = time.perf_counter()
    player = subprocess.Popen(["mpd", "--no-daemon", str(config)], stderr=subprocess.DEVNULL)
    try:
        while not (database.exists() and database.stat().st_size):
            if player.poll() is not None or time.perf_counter() - begun > PATIENCE:
                sys.exit("scan: mpd does not scan")
            time.sleep(0.005)
        return time.perf_counter() - begun
    finally:
        player.terminate()
        player.wait(10)
        shutil.rmtree(folder)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--files", type=int, default=10_000)
    words.add_argument("--rounds", type=int, default=3, help="figures are medians of them")
    words.add_argument("--beside", type=Path, help="another checkout to measure in the same run")
    words.add_argument("--mpd", action="store_true", help="mpd as well, from its start")
    given = words.parse_args()
    count: int = given.files
    trees = {"sempal": ROOT} | ({"beside": given.beside} if given.beside else {})
    took: defaultdict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="sempal-scan-") as folder:
        scratch = Path(folder)
        root = scratch / "sounds"
        paths = write_files(root, count)
        for _ in range(given.rounds):
            bare = scan_bare(paths)
            took["bare soundfile.info"].append(bare)
            for name, tree in trees.items():
                figures = scan_by(tree, root, scratch)
                if figures["cold_added"] != count or figures["unchanged_added"]:
                    sys.exit(f"scan: wrong counts: {figures}")
                took[f"{name}, cold"].append(figures["cold_s"])
                took[f"{name}, unchanged"].append(figures["unchanged_s"])
                took[f"{name}, cold / bare"].append(figures["cold_s"] / bare)
            if given.mpd:
                took["mpd, cold"].append(scan_by_mpd(root, scratch))
    medians = {name: statistics.median(some) for name, some in took.items()}
    for name, median in medians.items():
        rate = f" ({count / median:.0f} files/s)" if name.endswith(("cold", "info")) else ""
        unit = " x" if name.endswith("bare") else " s"
        print(f"{count} files, {name}: {median:.2f}{unit}{rate}, least {min(took[name]):.2f}")
    print(
        json.dumps(
            {
                "bench": "scan",
                "files": count,
                "rounds": given.rounds,
                "medians": {name: round(one, 4) for name, one in medians.items()},
                "target_cold_by_bare": 1.5,
                "target_unchanged_s": 1.0,
            }
        )
    )


if __name__ == "__main__":
    main()
