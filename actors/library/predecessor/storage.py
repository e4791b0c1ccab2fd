"""From a plan into our tables: all of it or nothing, within the caller's transaction."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import blake2b

from actors.library.collections.collections import LONGEST
from actors.library.collections.rank import APART
from actors.library.predecessor.plan import Place, Plan, PlannedCollection
from actors.library.predecessor.report import report
from actors.library.query import areas, sources
from models.audio.units import SourceId
from models.library.collection import KEYS
from models.library.sort_key import file_key, folder_key
from models.library.text_folding import searchable
from models.predecessor.report import ImportReport


def store(connection: sqlite3.Connection, plan: Plan, now: float) -> ImportReport:
    """Store everything; what was stored before is left as it is.

    Where a person decided something since, that holds: only what is neutral
    is marked, and a collection that was removed here stays removed.

    Args:
        connection: In a transaction.
        plan: What to store.
        now: Seconds since 1970.
    """
    fingerprint = _fingerprint(plan)
    known = connection.execute("SELECT 1 FROM import WHERE fingerprint = ?", (fingerprint,))
    if known.fetchone():
        return replace(report(plan), already=True)
    roots = _store_sources(connection, plan)
    samples = _store_files(connection, plan, roots)
    for one in plan.collections:
        _store_collection(connection, one, samples)
    told = report(plan)
    connection.execute(
        "INSERT INTO import (at, fingerprint, report, choices) VALUES (?, ?, ?, ?)",
        (
            now,
            fingerprint,
            json.dumps(told.plain()),
            json.dumps(dict(plan.installation.choices), default=str),
        ),
    )
    return told


def _fingerprint(plan: Plan) -> bytes:
    facts = (plan.installation, sorted(plan.files.items()), plan.sources)
    return blake2b(repr(facts).encode("utf-8", "surrogatepass"), digest_size=32).digest()


def _store_sources(connection: sqlite3.Connection, plan: Plan) -> dict[bytes, SourceId]:
    roots = {root.path: root.source for root in sources.roots(connection)}
    for root in plan.roots:
        roots[root] = areas.hold(connection, root).source
        if not os.path.isdir(root):
            sources.note_reach(connection, roots[root], offline=True, device=None)
    return roots


def _store_files(
    connection: sqlite3.Connection, plan: Plan, roots: Mapping[bytes, SourceId]
) -> dict[Place, int]:
    """Store files as samples that are still to be read; return the id of each."""
    stored: dict[Place, int] = {}
    by_root: defaultdict[bytes, list[bytes]] = defaultdict(list)
    for root, path in plan.files:
        by_root[root].append(path)
    for root, paths in by_root.items():
        source = roots[root]
        folders = _store_folders(connection, source, {_split(path)[0] for path in paths})
        for path in paths:
            file, (folder, name) = plan.files[root, path], _split(path)
            connection.execute(
                "INSERT INTO sample (source, folder, name, key, words, size, mtime_ns, frames,"
                " rate, channels, length, format, token, tag, missing)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0.0, '', x'', ?, ?)"
                " ON CONFLICT (folder, name) DO UPDATE SET tag = excluded.tag"
                " WHERE tag = 0 AND excluded.tag != 0",
                (
                    source,
                    folders[folder],
                    name,
                    file_key(name),
                    searchable(path),
                    file.size,
                    file.mtime_ns,
                    int(file.tag),
                    file.missing,
                ),
            )
        ids = connection.execute(
            "SELECT path, name, sample.id FROM sample JOIN folder ON folder.id = sample.folder"
            " WHERE sample.source = ?",
            (source,),
        )
        for folder, name, sample in ids:
            stored[root, folder + b"/" + name if folder else name] = sample
    return stored


def _store_folders(
    connection: sqlite3.Connection, source: SourceId, paths: Iterable[bytes]
) -> dict[bytes, int]:
    connection.executemany(
        "INSERT OR IGNORE INTO folder (source, path, key) VALUES (?, ?, ?)",
        [(source, path, folder_key(path)) for path in sorted(paths)],
    )
    return dict(
        connection.execute("SELECT path, id FROM folder WHERE source = ?", (source,)).fetchall()
    )


def _split(path: bytes) -> tuple[bytes, bytes]:
    folder, _, name = path.rpartition(b"/")
    return folder, name


def _store_collection(
    connection: sqlite3.Connection, one: PlannedCollection, samples: Mapping[Place, int]
) -> None:
    known = connection.execute(
        "SELECT collection.id FROM imported_collection AS old"
        " LEFT JOIN collection ON collection.id = old.collection WHERE old.old = ?",
        (one.id,),
    ).fetchone()
    if known and known[0] is None:
        return
    collection = known[0] if known else _new_collection(connection, one)
    (last,) = connection.execute(
        "SELECT coalesce(max(place), 0.0) FROM member WHERE collection = ?", (collection,)
    ).fetchone()
    connection.executemany(
        "INSERT OR IGNORE INTO member (collection, sample, place) VALUES (?, ?, ?)",
        [
            (collection, samples[place], last + APART * number)
            for number, place in enumerate(one.members, 1)
        ],
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
