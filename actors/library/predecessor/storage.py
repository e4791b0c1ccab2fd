"""Incremental storage of an import plan in our tables."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from time import monotonic

from actors.library.collections.collections import LONGEST
from actors.library.collections.rank import APART
from actors.library.predecessor.pending import PENDING, forget_pending
from actors.library.predecessor.plan import Place, Plan, PlannedCollection
from actors.library.predecessor.report import import_report
from actors.library.query import areas, sources
from models.audio.units import SourceId
from models.library.collection import KEYS
from models.library.file_name import encode_path
from models.library.sort_key import file_key, folder_key
from models.library.text_folding import search_text
from models.predecessor.report import ImportReport

CHUNK = 8
"""Files or members stored between two checks of the clock: a millisecond."""


class Storage:
    """Stores a plan in short steps, so that user commands never wait for all of it.

    Existing rows are kept, and so are decisions made since: only unmarked samples receive a mark,
    and a collection removed here stays removed. So a plan can be stored repeatedly, which completes
    an import that a crash interrupted.
    """

    def __init__(self, plan: Plan, now: float, home: bytes | None) -> None:
        """Prepare the steps, which takes a while for a large plan.

        Args:
            plan: What to store.
            now: Unix time in seconds.
            home: Home folder of the import; remembered until everything is stored.
        """
        self._plan, self._now, self._home = plan, now, home
        self._fingerprint = _fingerprint(plan)
        self._report = import_report(plan)
        self._members = frozenset(place for one in plan.collections for place in one.members)
        self._parts: Iterator[ImportReport | None] | None = None

    def step(self, connection: sqlite3.Connection, seconds: float) -> ImportReport | None:
        """Continue for about `seconds`; return the report when all is stored.

        Args:
            connection: In a transaction; always the same one.
            seconds: Time limit.
        """
        if self._parts is None:
            self._parts = self._all(connection)
        until = monotonic() + seconds
        for done in self._parts:
            if done is not None or monotonic() >= until:
                return done
        return None

    def _all(self, connection: sqlite3.Connection) -> Iterator[ImportReport | None]:
        plan = self._plan
        known = connection.execute(
            "SELECT 1 FROM import WHERE fingerprint = ?", (self._fingerprint,)
        )
        if known.fetchone():
            forget_pending(connection)
            yield replace(self._report, already=True)
            return
        home = json.dumps(encode_path(self._home) if self._home is not None else None)
        connection.execute("INSERT OR REPLACE INTO memory VALUES (?, ?)", (PENDING, home))
        roots = _store_sources(connection, plan)
        samples: dict[Place, int] = {}
        for places in _chunks(list(plan.files)):
            samples |= self._store_files(connection, places, roots)
            yield None
        for one in plan.collections:
            collection = _collection(connection, one)
            for places in _chunks(one.members) if collection is not None else ():
                _store_members(connection, collection, [samples[place] for place in places])
                yield None
        connection.execute(
            "INSERT INTO import (at, fingerprint, report, choices) VALUES (?, ?, ?, ?)",
            (
                self._now,
                self._fingerprint,
                json.dumps(self._report.plain()),
                json.dumps(dict(plan.installation.choices), default=str),
            ),
        )
        forget_pending(connection)
        yield self._report

    def _store_files(
        self,
        connection: sqlite3.Connection,
        places: Sequence[Place],
        roots: Mapping[bytes, SourceId],
    ) -> dict[Place, int]:
        """Store files as samples that await scanning; return the ids of members."""
        stored: dict[Place, int] = {}
        folders: dict[tuple[bytes, bytes], int] = {}
        for place in places:
            root, path = place
            source, file = roots[root], self._plan.files[place]
            folder, name = _split(path)
            if (root, folder) not in folders:  # a scan may have removed it since the last step
                folders[root, folder] = _store_folder(connection, source, folder)
            at = folders[root, folder]
            connection.execute(
                "INSERT INTO sample (source, folder, name, key, words, size, mtime_ns, frames,"
                " rate, channels, length, format, token, tag, missing)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0.0, '', x'', ?, ?)"
                " ON CONFLICT (folder, name) DO UPDATE SET tag = excluded.tag"
                " WHERE tag = 0 AND excluded.tag != 0",
                (
                    *(source, at, name, file_key(name), search_text(path)),
                    *(file.size, file.mtime_ns, int(file.tag), file.missing),
                ),
            )
            if place in self._members:
                (stored[place],) = connection.execute(
                    "SELECT id FROM sample WHERE folder = ? AND name = ?", (at, name)
                ).fetchone()
        return stored


def _chunks(places: Sequence[Place]) -> Iterator[Sequence[Place]]:
    return (places[first : first + CHUNK] for first in range(0, len(places), CHUNK))


def _fingerprint(plan: Plan) -> bytes:
    facts = (plan.installation, sorted(plan.files.items()), plan.sources)
    return blake2b(repr(facts).encode("utf-8", "surrogatepass"), digest_size=32).digest()


def _store_sources(connection: sqlite3.Connection, plan: Plan) -> dict[bytes, SourceId]:
    roots = {root.path: root.source for root in sources.source_roots(connection)}
    for root in plan.roots:
        roots[root] = areas.add_folder(connection, root).source
        if not os.path.isdir(root):
            sources.store_reach(connection, roots[root], offline=True, device=None)
    return roots


def _store_folder(connection: sqlite3.Connection, source: SourceId, path: bytes) -> int:
    connection.execute(
        "INSERT OR IGNORE INTO folder (source, path, key) VALUES (?, ?, ?)",
        (source, path, folder_key(path)),
    )
    found: int = connection.execute(
        "SELECT id FROM folder WHERE source = ? AND path = ?", (source, path)
    ).fetchone()[0]
    return found


def _split(path: bytes) -> tuple[bytes, bytes]:
    folder, _, name = path.rpartition(b"/")
    return folder, name


def _collection(connection: sqlite3.Connection, one: PlannedCollection) -> int | None:
    """Return our collection for one of theirs; `None` if it was removed here."""
    known: tuple[int | None] | None = connection.execute(
        "SELECT collection.id FROM imported_collection AS old"
        " LEFT JOIN collection ON collection.id = old.collection WHERE old.old = ?",
        (one.id,),
    ).fetchone()
    return known[0] if known else _new_collection(connection, one)


def _store_members(
    connection: sqlite3.Connection, collection: int | None, samples: Sequence[int]
) -> None:
    """Append missing members; those removed here meanwhile stay removed."""
    (last,) = connection.execute(
        "SELECT coalesce(max(place), 0.0) FROM member WHERE collection = ?", (collection,)
    ).fetchone()
    connection.executemany(
        "INSERT OR IGNORE INTO member (collection, sample, place)"
        " SELECT collection.id, sample.id, ? FROM collection, sample"
        " WHERE collection.id = ? AND sample.id = ?",
        [(last + APART * number, collection, sample) for number, sample in enumerate(samples, 1)],
    )


def _new_collection(connection: sqlite3.Connection, one: PlannedCollection) -> int:
    name = _free_name(connection, one.name.strip()[: LONGEST - 6] or "Collection")
    collection: int = connection.execute(
        "INSERT INTO collection (name, folded, place) VALUES (?, ?,"
        " (SELECT coalesce(max(place), 0.0) + ? FROM collection)) RETURNING id",
        (name, name.casefold(), APART),
    ).fetchone()[0]
    connection.execute(
        "INSERT INTO imported_collection (old, collection) VALUES (?, ?)", (one.id, collection)
    )
    if one.export_folder:
        connection.execute(
            "INSERT OR IGNORE INTO export VALUES (?, ?, '{}')", (collection, one.export_folder)
        )
    if one.hotkey is not None and one.hotkey in KEYS:
        connection.execute("INSERT OR IGNORE INTO hotkey VALUES (?, ?)", (one.hotkey, collection))
    return collection


def _free_name(connection: sqlite3.Connection, name: str) -> str:
    taken = {folded for (folded,) in connection.execute("SELECT folded FROM collection")}
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{name} ({number})"
    return free
