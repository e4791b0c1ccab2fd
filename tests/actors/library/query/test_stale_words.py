"""Samples and their texts follow a source whose folder is another one, in small steps."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from actors.library.query import areas, lagging, stale_words
from actors.messages import library
from models.library.query import Query
from tests.actors.library.ends import running
from tests.actors.library.history.stored import stored

LEFT = """SELECT count(*) FROM lagging_folder JOIN sample USING (folder)
    WHERE lagging_folder.key IS NULL
        OR (sample.key, sample.id) > (lagging_folder.key, lagging_folder.sample)"""
"""Samples that are still to follow."""
COUNT = stale_words.AT_ONCE * 2 + 500


@pytest.mark.parametrize("steps", [0, 1])
async def test_a_source_of_many_is_widened_at_once_and_its_samples_follow_after_a_restart(
    tmp_path: Path, steps: int
) -> None:
    path = tmp_path / "library.db"
    stored(path, [1] * COUNT)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE sample SET words = CAST(name AS TEXT)")
        connection.execute("BEGIN")
        areas.add_folder(connection, b"/absent")  # takes in both sources
        connection.execute("COMMIT")
        for _ in range(steps):
            assert lagging.catch_up(connection)
        left = connection.execute(LEFT).fetchone()
        (stale,) = connection.execute("SELECT count(*) FROM stale_words").fetchone()
    async with running(tmp_path) as ends:
        await ends.until(library.SamplesAdded)
        found = await ends.list(Query(words="1/77.wav"))
    with closing(sqlite3.connect(path)) as connection:
        texts = connection.execute("SELECT words, name FROM sample").fetchall()
        after = connection.execute(LEFT).fetchone()
        sources = connection.execute("SELECT root, removed FROM source").fetchall()

    assert left == (COUNT - (1 + steps) * lagging.AT_ONCE,)
    assert stale == (1 + steps) * lagging.AT_ONCE
    assert after == (0,)
    assert sources == [(b"/absent", 0)]
    assert {text for text, _ in texts} == {f"1/{name.decode()}" for _, name in texts}
    assert found == [77]
