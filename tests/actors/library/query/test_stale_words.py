"""Texts that searches look into follow a source whose folder is another one, in small steps."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from actors.library.query import areas, stale_words
from actors.messages import library
from models.library.query import Query
from tests.actors.library.ends import running
from tests.actors.library.history.stored import stored

COUNT = stale_words.AT_ONCE * 2 + 500


async def test_a_source_of_many_is_widened_at_once_and_its_texts_follow_after_a_restart(
    tmp_path: Path,
) -> None:
    path = tmp_path / "library.db"
    stored(path, [1] * COUNT)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE sample SET words = CAST(name AS TEXT)")
        connection.execute("BEGIN")
        areas.add_folder(connection, b"/absent")  # takes in both sources
        connection.execute("COMMIT")
        (left,) = connection.execute("SELECT count(*) FROM stale_words").fetchone()
    async with running(tmp_path) as ends:
        await ends.until(library.SamplesAdded)
        found = await ends.list(Query(words="1/77.wav"))
    with closing(sqlite3.connect(path)) as connection:
        texts = connection.execute("SELECT words, name FROM sample").fetchall()
        stale = connection.execute("SELECT count(*) FROM stale_words").fetchone()

    assert left == COUNT - 2 * stale_words.AT_ONCE  # some with each of the two that are taken in
    assert stale == (0,)
    assert {text for text, _ in texts} == {f"1/{name.decode()}" for _, name in texts}
    assert found == [77]
