"""Wrong header values stored by earlier versions are corrected by the next scan."""

from __future__ import annotations

import gzip
import os
import sqlite3
from contextlib import closing
from io import FileIO
from pathlib import Path

import pytest

from actors.media.content_token import token
from models.library.identity import content_key
from models.library.tag import Tag
from tests.actors.library.ends import opened_files, running
from tests.actors.library.scan.test_identity import derive, derived, found, library
from tests.actors.media.files import without_length

FIXTURE = Path(__file__).parents[3] / "fixtures" / "library" / "version-13.db.gz"
REFUSED, JOINED, CUT = "Pads/Pad Choir Dm.flac", "Pads/Pad Glass Cmaj7.flac", "Bass/Bass Sub F1.wav"
MOVED = "Pads/Pad Dark Em.ogg"
"""Joined, too, and moved before the scan."""


@pytest.fixture
def root(tmp_path: Path, demo_sounds: Path) -> Path:
    """Create a library of version 13 with its ten files; four of them stored incorrectly."""
    root = tmp_path / "sounds"
    library(tmp_path).write_bytes(gzip.decompress(FIXTURE.read_bytes()))
    with closing(sqlite3.connect(library(tmp_path))) as connection, connection:
        connection.execute("UPDATE source SET root = ?, device = NULL", (bytes(root),))
        rows = connection.execute(
            "SELECT sample.id, CAST(path AS TEXT) || '/' || CAST(name AS TEXT), mtime_ns"
            " FROM sample JOIN folder ON folder.id = folder"
        ).fetchall()
        for sample, path, mtime_ns in rows:
            data = (demo_sounds / path).read_bytes()
            changed = {
                REFUSED: without_length(data),
                JOINED: data * 2,
                MOVED: data * 2,
                CUT: data[:-9000],
            }
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(changed.get(path, data))
            os.utime(file, ns=(mtime_ns, mtime_ns))
            if path in changed:
                with FileIO(file) as opened:
                    name = token(opened, file.stat().st_size)
                facts = (file.stat().st_size, name, content_key(name, b"", mtime_ns), sample)
                connection.execute(
                    "UPDATE sample SET size = ?, token = ?, content = ?, full_hash = NULL"
                    " WHERE id = ?",
                    facts,
                )
            if path == REFUSED:
                wrong = "it cannot be read"
                connection.execute(
                    "UPDATE sample SET error = ?, frames = 0, length = 0 WHERE id = ?",
                    (wrong, sample),
                )
    return root


async def test_lengths_that_were_told_wrongly_are_put_right(tmp_path: Path, root: Path) -> None:
    async with running(tmp_path) as ends:
        before = await found(ends, root)
        derive(tmp_path, *before.values())
        (root / MOVED).rename(root / "pad.ogg")
        with opened_files() as opened:
            ended = await ends.scan()
        after = await found(ends, root)
        with opened_files() as again:
            await ends.scan()

    assert (ended.added, ended.moved, ended.missing, ended.unreadable) == (0, 1, 0, 0)
    wrong = {REFUSED: 175105, JOINED: 2 * 153264, CUT: 48348 - 4500, "pad.ogg": 2 * 238504}
    assert {path: after[path].frames for path in wrong} == wrong
    assert after[REFUSED].error == ""
    assert {path.removeprefix(bytes(root) + b"/") for path in opened if b"/sounds/" in path} == {
        os.fsencode(path)
        for path in after
        if not path.endswith(".wav") or path == CUT  # of the others the bytes agree
    }
    kept = before.keys() - {REFUSED, JOINED, CUT, MOVED}
    assert derived(tmp_path) == {before[path].id for path in kept}
    assert {path: after[path] for path in kept} == {path: before[path] for path in kept}
    assert after["pad.ogg"].tag == before[MOVED].tag == Tag.TRASH
    assert not [path for path in again if b"/sounds/" in path]
