"""Scan throughput on 10 000 small files: first scan, and rescan without changes.

The baseline is a bare loop of `soundfile.info` over the same files in the same run. All files are
in the page cache for both, as they have just been written.
"""

from __future__ import annotations

import argparse
import json
import struct
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import soundfile
import trio

from actors.kernel.mailbox import Mailbox
from actors.library.actor import LibraryActor
from actors.messages import library
from models.audio.units import SourceId, Ticket
from models.library.report import ScanReport

RATE, FRAMES, PER_FOLDER = 44_100, 4410, 100


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


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--files", type=int, default=10_000)
    count = words.parse_args().files
    with tempfile.TemporaryDirectory(prefix="sempal-scan-") as scratch:
        root, folder = Path(scratch, "sounds"), Path(scratch, ".sempal")
        paths = write_files(root, count)
        begun = time.perf_counter()
        for path in paths:
            soundfile.info(path)
        baseline = time.perf_counter() - begun
        figures = trio.run(measure, root, folder)
    if figures["cold_added"] != count or figures["unchanged_added"]:
        sys.exit(f"scan: wrong counts: {figures}")
    cold, unchanged = figures["cold_s"], figures["unchanged_s"]
    print(
        f"{count} files: cold {cold:.2f} s ({count / cold:.0f} files/s),"
        f" unchanged {unchanged:.2f} s,"
        f" bare soundfile.info {baseline:.2f} s ({count / baseline:.0f} files/s)"
    )
    result = {
        "bench": "scan",
        "files": count,
        "cold_s": cold,
        "cold_files_per_s": count / cold,
        "unchanged_s": unchanged,
        "baseline_soundfile_info_s": baseline,
        "target_cold_s": 10.0,
        "target_unchanged_s": 1.0,
    }
    print(
        json.dumps({key: round(v, 4) if isinstance(v, float) else v for key, v in result.items()})
    )


if __name__ == "__main__":
    main()
