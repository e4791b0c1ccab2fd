"""Identical files: seconds until they are known, after a scan and once hashes are stored.

The baseline is `jdupes`, if it is installed, on the same files in the same run. All are in the
page cache for both. Small files are covered by the token of the scan; larger ones are hashed.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import trio

from actors.kernel.mailbox import Mailbox
from actors.kernel.reply import ask
from actors.library.actor import LibraryActor
from actors.library.derived.hashing import Pace
from actors.messages import library
from models.audio.units import Ticket
from scripts.benches.scan import wait_for_end, write_files

LARGE = 600_000
"""Bytes of the audio of a larger file: three times what its token covers, and more."""


def write_copies(root: Path, count: int) -> int:
    """Write files, a tenth of them large and a tenth of them twice; return the number of copies."""
    paths = write_files(root, count)
    source = np.random.default_rng(2)
    for path in paths[::10]:
        path.write_bytes(path.read_bytes()[:44] + source.bytes(LARGE))
    copied = paths[::7][: count // 10]
    for path in copied:
        shutil.copy(path, path.with_stem(f"{path.stem} copy"))
    return len(copied)


async def measure(root: Path, folder: Path) -> tuple[list[float], int]:
    """Return the seconds of two requests after a scan, and the number of copies found."""
    inbox, events = Mailbox[library.Command](64), Mailbox[library.Event](1000)
    seconds, copies = list[float](), 0
    async with trio.open_nursery() as nursery:
        actor = LibraryActor(inbox, events.address, folder, Pace(delay=1e6))
        nursery.start_soon(actor.run)
        await inbox.address.send(library.AddSource(Ticket(1), bytes(root)))
        await wait_for_end(events, Ticket(1))
        for _ in range(2):
            begun = time.perf_counter()
            found = await ask(inbox.address, library.FetchIdenticalCopies, within=600)
            seconds.append(time.perf_counter() - begun)
            copies = sum(len(some) - 1 for some in found)
        nursery.cancel_scope.cancel()
    return seconds, copies


def time_jdupes(root: Path) -> float | None:
    """Return the seconds that jdupes takes; `None`: it is not installed."""
    if (program := shutil.which("jdupes")) is None:
        return None
    begun = time.perf_counter()
    subprocess.run([program, "-r", "-q", "-m", str(root)], check=False, capture_output=True)
    return time.perf_counter() - begun


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=3000)
    count = parser.parse_args().files
    with tempfile.TemporaryDirectory(prefix="sempal-copies-") as scratch:
        root = Path(scratch, "sounds")
        expected = write_copies(root, count)
        time_jdupes(root)  # both find the files in the page cache
        baseline = time_jdupes(root)
        seconds, copies = trio.run(measure, root, Path(scratch, ".sempal"))
    if copies != expected:
        sys.exit(f"copies: {copies} found, {expected} written")
    first, again = seconds
    print(f"{copies} copies: after a scan {first:.3f} s, again {again:.3f} s, jdupes {baseline} s")
    result = {"bench": "copies", "files": count, "copies": copies, "first_s": first}
    print(json.dumps(result | {"again_s": again, "baseline_jdupes_s": baseline}))


if __name__ == "__main__":
    main()
