"""Steps reported as done survive a kill of the process, completely."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from actors.messages import library
from models.library.action import Action, ActionKind
from tests.actors.library.ends import changed_tags, running
from tests.actors.library.history.stored import stored

REPOSITORY = Path(__file__).parents[4]
COUNT, SIZE = 2000, 20
"""Steps, more than can be made before the kill; samples in each."""


@pytest.mark.parametrize("seed", range(3))
async def test_a_kill_loses_nothing_that_was_told(tmp_path: Path, seed: int) -> None:
    stored(tmp_path / "library.db", (1,) * (COUNT * SIZE))
    reported = _killed(tmp_path, random.Random(seed))  # noqa: S311 - chooses moments, keeps no secret
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        kept = [row[0] for row in connection.execute("SELECT id FROM sample WHERE tag ORDER BY id")]
        (steps,) = connection.execute("SELECT count(*) FROM step").fetchone()

    assert steps in {reported, reported + 1}  # stored, and killed before it could be told
    assert steps < COUNT
    assert kept == list(range(1, steps * SIZE + 1))
    async with running(tmp_path) as ends:
        ahead = await ends.until(library.HistoryChanged)
        ends.post(library.Undo())
        undone = await ends.done(library.TagsChanged)
    assert ahead == library.HistoryChanged(Action(ActionKind.KEEP, count=SIZE), None)
    assert sorted(changed_tags(undone)) == kept[-SIZE:]


def _killed(home: Path, chance: random.Random) -> int:
    """Return how many marks were reported before the kill."""
    module = "tests.actors.library.history.marking_process"
    with subprocess.Popen(
        [sys.executable, "-m", module, str(home), str(COUNT), str(SIZE)],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stderr
        first = chance.randint(1, 30)
        for _ in range(first):
            assert process.stdout.readline(), process.stderr.read()
        time.sleep(chance.uniform(0, 0.004))  # anywhere between two commits
        process.kill()
        return first + process.stdout.read().count("\n")
