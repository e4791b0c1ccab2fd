"""A person's limits of inotify: what is not watched is named, the rest is watched.

The limits are set in a user namespace, where those below `user` hold for this program alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.actors.library.ends import write


class Process:
    """The other process and its output."""

    def __init__(self, running: subprocess.Popen[str]) -> None:
        self._running = running

    def said(self) -> dict[str, Any]:
        assert self._running.stdout
        reported: dict[str, Any] = json.loads(self._running.stdout.readline())
        return reported

    def noticed(self) -> dict[str, Any]:
        assert self._running.stdin
        self._running.stdin.write("\n")
        self._running.stdin.flush()
        return self.said()


@contextmanager
def limited(setting: str, value: int, root: Path) -> Generator[Process]:
    commands = f'echo {value} > /proc/sys/user/{setting}; exec "$@"'
    program = [sys.executable, "-m", "tests.actors.library.watch.process", str(root)]
    with subprocess.Popen(
        ["unshare", "--user", "--map-root-user", "sh", "-c", commands, "sh", *program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        try:
            yield Process(running)
        finally:
            running.kill()


def test_folders_beyond_the_limit_are_named_and_the_others_watched(tmp_path: Path) -> None:
    for number in range(9):
        write(tmp_path / f"set {number}" / "deep" / "hit.wav", number)
    with limited("max_inotify_watches", 5, tmp_path) as process:
        late = process.said()["late"]
        for number in range(9):
            write(tmp_path / f"set {number}" / "new.wav", 20 + number)
        noticed = process.noticed()["paths"]

    unwatched = {folder for folder in late if "/" not in folder}
    assert len(unwatched) == 5  # the root and four of nine are within the limit
    assert all("max_user_watches" in reason for reason in late.values())
    assert noticed == sorted(
        f"set {number}/new.wav" for number in range(9) if f"set {number}" not in unwatched
    )


def test_no_watcher_more_is_a_reason(tmp_path: Path) -> None:
    with limited("max_inotify_instances", 0, tmp_path) as process:
        assert "max_user_instances" in process.said()["refused"]
