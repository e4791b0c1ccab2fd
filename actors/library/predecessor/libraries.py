"""The predecessor's `library.db`: sources and, in older versions, collections."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from types import MappingProxyType

from actors.library.predecessor.snapshot import open_snapshot
from models.predecessor.folder_name import export_folder
from models.predecessor.installation import Installation, OldCollection, OldMember, OldSource

KNOWN_ROOTS = "known_sources_v1"
FINAL_PATHS = "collections_export_paths_version"
"""Metadata key: if present, export paths name the export folder itself, else its parent."""


def read_library(path: Path) -> Installation:
    """Read a `library.db`.

    Raises:
        LibraryError: damaged, or another program's file.
        OSError: the file cannot be read.
    """
    with open_snapshot(path, {"sources"}) as connection:
        tables = _names(connection, "SELECT name FROM sqlite_master WHERE type = 'table'")
        metadata = _metadata(connection) if "metadata" in tables else {}
        rows = connection.execute("SELECT id, root FROM sources ORDER BY sort_order, rowid")
        sources = tuple(OldSource(str(one), str(root)) for one, root in rows)
        collections = (
            _collections(connection, path, final=FINAL_PATHS in metadata)
            if {"collections", "collection_members"} <= tables
            else ()
        )
    roots, problems = _known_roots(metadata.get(KNOWN_ROOTS))
    known = MappingProxyType(roots)
    return Installation((str(path),), MappingProxyType({}), sources, collections, known, problems)


def _collections(
    connection: sqlite3.Connection, path: Path, *, final: bool
) -> tuple[OldCollection, ...]:
    columns = _names(connection, "SELECT name FROM pragma_table_info('collections')")
    hotkey = "hotkey" if "hotkey" in columns else "NULL"
    rows = connection.execute(
        f"SELECT id, name, export_path, {hotkey} FROM collections ORDER BY sort_order, rowid"
    ).fetchall()
    columns = _names(connection, "SELECT name FROM pragma_table_info('collection_members')")
    clip_root = "clip_root" if "clip_root" in columns else "NULL"
    found: list[OldCollection] = []
    for one, name, export, key in rows:
        folder = export and (export if final else export_folder(export, name))
        members = connection.execute(
            f"SELECT source_id, relative_path, {clip_root} FROM collection_members"
            " WHERE collection_id = ? ORDER BY sort_order, rowid",
            (one,),
        )
        clips = folder or str(path.parent / "collection_clips" / one)
        found.append(
            OldCollection(
                one,
                name,
                tuple(_member(*member, collection=one, clips=clips) for member in members),
                folder or None,
                key if isinstance(key, int) else None,
            )
        )
    return tuple(found)


def _member(
    source: str, path: str, clip_root: str | None, *, collection: str, clips: str
) -> OldMember:
    if not clip_root and source == f"collection-{collection}":
        clip_root = clips  # older rows, without their own clip root
    return OldMember(source, path, clip_root or None)


def _metadata(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT key, value FROM metadata").fetchall())


def _names(connection: sqlite3.Connection, query: str) -> set[str]:
    return {name for (name,) in connection.execute(query)}


def _known_roots(stored: str | None) -> tuple[dict[str, str], tuple[str, ...]]:
    try:
        return {str(one["source_id"]): str(one["root"]) for one in json.loads(stored or "[]")}, ()
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        return {}, (f"the list of former sources cannot be read: {error}",)
