"""Samples moved to a trash leave the library; decisions about them are kept."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from actors.messages import library
from models.audio.units import SourceId
from models.library.query import Query
from models.library.tag import Tag
from tests.actors.library.ends import Ends, running, write

ONE = SourceId(1)


async def names(ends: Ends) -> set[str]:
    shown = set(await ends.list(Query(source=ONE)))
    return {sample.name for sample in await ends.samples() if sample.id in shown}


async def test_what_an_earlier_version_listed_leaves_and_returns_with_its_mark(
    tmp_path: Path,
) -> None:
    root, home = tmp_path / "sounds", tmp_path / "home"
    write(root / "kick.wav", 1)
    old = write(root / "bin" / "old.wav", 2)
    async with running(home) as ends:
        await ends.add(root)
        found = await ends.by_path(root)
        ends.post(library.Mark((found["bin/old.wav"].id,), Tag.KEEP))
        await ends.done(library.TagsChanged)
    trash = root / ".Trash-1000" / "files"
    trash.parent.mkdir()
    (root / "bin").rename(trash)
    with closing(sqlite3.connect(home / "library.db")) as connection, connection:
        connection.execute(
            "UPDATE folder SET path = ? WHERE path = ?", (b".Trash-1000/files", b"bin")
        )
    async with running(home) as ends:
        ended = await ends.scan()
        assert (ended.missing, ended.added) == (0, 0)
        assert await names(ends) == {"kick.wav"}
        listed = [one for one in ends.heard if isinstance(one, library.SourcesListed)]
        assert not listed or listed[-1].sources[0].count == 1
        old.parent.mkdir()
        (trash / "old.wav").rename(old)  # as a file manager brings it back
        await ends.scan()
        after = await ends.by_path(root)

        assert await names(ends) == {"kick.wav", "old.wav"}
        assert (after["bin/old.wav"].id, after["bin/old.wav"].tag) == (
            found["bin/old.wav"].id,
            Tag.KEEP,
        )
