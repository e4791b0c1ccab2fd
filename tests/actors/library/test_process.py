"""The library in a process that is killed, interrupted, or lacks read permission."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.actors.library.ends import running, write

REPOSITORY = Path(__file__).parents[3]
NOBODY = 65534
MANY = 10_000
"""Enough that no scan is over before it is killed."""


@pytest.fixture
def big(tmp_path: Path) -> Path:
    root = tmp_path / "sounds"
    first = write(root / "0.wav")
    for number in range(1, MANY):
        os.link(first, root / f"{number}.wav")
    return root


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _started(*arguments: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.actors.library.other_process", *map(str, arguments)],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _rows_came_in(process: subprocess.Popen[str]) -> None:
    assert process.stdout
    while "changed=True" not in (line := process.stdout.readline()):
        assert line, process.stderr and process.stderr.read()


async def test_a_killed_scan_leaves_a_sound_library_that_goes_on(tmp_path: Path, big: Path) -> None:
    home = tmp_path / "home"
    with _started(home, big) as process:
        _rows_came_in(process)
        process.kill()

    with closing(sqlite3.connect(home / "library.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        kept = connection.execute("SELECT count(*) FROM sample").fetchone()[0]
    assert 0 < kept < MANY
    async with running(home) as ends:
        ended = await ends.add(big)
    assert (ended.added, ended.updated) == (MANY - kept, 0)


def test_an_interrupt_in_a_scan_ends_the_process(tmp_path: Path, big: Path) -> None:
    home = tmp_path / "home"
    with _started(home, big) as process:
        _rows_came_in(process)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=5)

    assert "KeyboardInterrupt" in errors
    assert _names(home) == ["library.db"]  # closed in order: its log is merged and gone


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o777)  # noqa: S103, PTH101 - another user works here
        yield Path(folder)


FIRST = ("HistoryChanged", "CollectionsListed")
"""What is said at every start."""


@pytest.mark.unprivileged
@pytest.mark.skipif(os.getuid() != 0, reason="needs root to become another user")
def test_what_may_not_be_read_is_marked_and_nothing_below_is_lost(open_to_all: Path) -> None:
    root, home = open_to_all / "sounds", open_to_all / "home"
    write(root / "good.wav")
    write(root / "secret.wav").chmod(0)
    write(root / "shut" / "in.wav")
    home.mkdir()
    os.chown(home, NOBODY, NOBODY)
    before = _scanned(home, root)
    (root / "shut").chmod(0)
    after = _scanned(home, root)
    (root / "good.wav").chmod(0)  # unchanged, so nobody opens it
    again = _scanned(home, root)

    assert "added=3, updated=0, moved=0, missing=0, unreadable=0, skipped=1" in before[-1]
    assert "reason='secret.wav: no permission'" in before[-1]
    assert "missing=0, unreadable=0, skipped=2" in after[-1]
    assert [line.count("missing=False") for line in after[-4:-1]] == [1, 1, 1]
    assert "name='good.wav'" in again[-4]
    assert "error=''" in again[-4]
    assert "error=''" in again[-3]  # a failure that may pass is told, and not kept


@pytest.mark.unprivileged
@pytest.mark.skipif(os.getuid() != 0, reason="needs root to become another user")
def test_a_root_that_may_not_be_listed_is_refused(open_to_all: Path) -> None:
    root, home = open_to_all / "sounds", open_to_all / "home"
    root.mkdir(mode=0o700)
    home.mkdir()
    os.chown(home, NOBODY, NOBODY)
    with _started(home, root, str(NOBODY)) as process:
        assert process.stdout
        said = next(line for line in process.stdout if not line.startswith(FIRST))
        process.kill()

    assert said.startswith("SourceRefused")
    assert f"{root}: no permission" in said


@pytest.mark.unprivileged
@pytest.mark.skipif(os.getuid() != 0, reason="needs root to become another user")
def test_a_library_that_may_not_be_written_is_said(open_to_all: Path) -> None:
    home = open_to_all / "home"
    home.mkdir(mode=0o755)
    with _started(home, open_to_all, str(NOBODY)) as process:
        assert process.stderr
        said = next(line for line in process.stderr if "cannot open" in line)
        process.kill()

    assert f"no permission to write {home}" in said


def _scanned(home: Path, root: Path) -> list[str]:
    with _started(home, root, str(NOBODY)) as process:
        output, errors = process.communicate(timeout=20)
    assert process.returncode == 0, errors
    return output.splitlines()
