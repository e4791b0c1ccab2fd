"""Old log files are pruned; other files in the folder stay."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from loguru import logger

from actors.kernel import logbook


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    yield
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    logger.remove()
    root.handlers[:], root.level = handlers, level


def test_lines_of_both_kinds_reach_the_file(tmp_path: Path) -> None:
    file = logbook.start(tmp_path / "logs", "WARNING")
    logger.info("ours {}", 1)
    logging.getLogger("kivy").warning("theirs %d", 2)

    assert file is not None
    written = file.read_text()
    assert "ours 1" in written
    assert "theirs 2" in written


def test_only_the_newest_ten_of_our_own_stay(tmp_path: Path) -> None:
    alien = ["sempal_2025-12-08.log", "sempal-notes.log", "sempal-20250101-000000-1.log.bak"]
    ours = [f"sempal-202501{day:02}-000000-1.log" for day in range(1, 15)]
    for name in alien + ours:
        (tmp_path / name).write_text(name)

    newest = logbook.start(tmp_path, "INFO")

    assert newest is not None
    left = {entry.name for entry in tmp_path.iterdir()}
    assert left == {*alien, *ours[-9:], newest.name}


def test_a_folder_that_cannot_be_made_costs_only_the_file(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file is in the way")

    assert logbook.start(tmp_path / "logs", "ERROR") is None


def test_the_level_changes_while_it_runs(tmp_path: Path) -> None:
    file = logbook.start(tmp_path, "WARNING")
    logger.debug("too quiet")
    logbook.set_level("debug")
    logger.debug("loud enough")
    logbook.set_level("auto")
    logger.debug("too quiet again")

    assert file is not None
    written = file.read_text()
    assert "loud enough" in written
    assert "too quiet" not in written
    assert logbook.tail(1) == written.splitlines(keepends=True)[-1]


def test_what_was_named_for_a_launch_counts_more_than_the_file(tmp_path: Path) -> None:
    file = logbook.start(tmp_path, "WARNING", fixed=True)
    logbook.set_level("debug", at_launch=True)
    logger.debug("too quiet")

    assert file is not None
    assert "too quiet" not in file.read_text()


def test_what_nobody_catches_is_logged_wherever_it_happens(tmp_path: Path) -> None:
    program = """
import gc, sys, threading
from pathlib import Path
from actors.kernel import logbook
file = logbook.start(Path(sys.argv[1]), "ERROR")
class Broken:
    def __del__(self):
        raise ValueError("while cleaning up")
def run():
    raise KeyError("in a thread")
thread = threading.Thread(target=run, name="worker")
thread.start()
thread.join()
Broken()
gc.collect()
raise RuntimeError("in the program")
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, check=False
    )
    (file,) = tmp_path.iterdir()
    written = file.read_text()

    assert done.returncode == 1
    for words in ("worker crashed", "in a thread", "while cleaning up", "the program crashed"):
        assert written.count(words) >= 1, words
        assert words.encode() in done.stderr
    assert written.count("RuntimeError: in the program") == 1
