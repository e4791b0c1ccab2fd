"""A program that watches a folder: says what is noticed late, then what it noticed.

Run with a folder; prints one line of JSON when it watches, and one after each line of its input.
"""

from __future__ import annotations

import json
import os
import sys

import trio

from actors.library.watch.tree import Tree
from actors.library.watch.watcher import CannotWatch


async def _main() -> None:
    try:
        tree = Tree(os.fsencode(sys.argv[1]), trio.CapacityLimiter(2))
        await tree.begin()
    except CannotWatch as error:
        _say(refused=str(error))
        return
    _say(late={path.decode(): reason for path, reason in tree.late().items()})
    for _ in sys.stdin:
        found = await tree.changes()
        _say(paths=sorted(path.decode() for path, _ in found.changes), lost=found.lost)


def _say(**reported: object) -> None:
    sys.stdout.write(json.dumps(reported) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    trio.run(_main)
