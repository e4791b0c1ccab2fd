"""Complete installations of the predecessor, as several of its versions laid them out."""

from __future__ import annotations

import json
import shutil
import sqlite3
import struct
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

DRUMS, GONE, CAFE, FIELD, NOBODY = (
    f"{number:08x}-8f1e-4b77-9a4e-0d6b5d5b1a01" for number in range(5)
)
KICKS, EMPTY, CLIPS = (f"{number:08x}-7c11-4f1c-9a51-aa10c0ffee01" for number in range(3))

METADATA = "CREATE TABLE metadata (key TEXT PRIMARY KEY, value TEXT NOT NULL);"
FILES_FIRST = (
    "CREATE TABLE wav_files (path TEXT PRIMARY KEY, file_size INTEGER NOT NULL,"
    " modified_ns INTEGER NOT NULL);"
)
FILES_TAGGED = FILES_FIRST[:-2] + (
    ", tag INTEGER NOT NULL DEFAULT 0, missing INTEGER NOT NULL DEFAULT 0);"
)
FILES_RATED = FILES_TAGGED[:-2] + (
    ", looped INTEGER NOT NULL DEFAULT 0, extension TEXT NOT NULL DEFAULT '',"
    " last_played_at INTEGER, content_hash TEXT);"
)
SOURCES = (
    "CREATE TABLE sources (id TEXT PRIMARY KEY, root TEXT NOT NULL, sort_order INTEGER NOT NULL);"
)
LIBRARY = (
    METADATA
    + SOURCES
    + "CREATE TABLE collections (id TEXT PRIMARY KEY, name TEXT NOT NULL, export_path TEXT,"
    " sort_order INTEGER NOT NULL{hotkey});"
    "CREATE TABLE collection_members (collection_id TEXT NOT NULL, source_id TEXT NOT NULL,"
    " relative_path TEXT NOT NULL, sort_order INTEGER NOT NULL{clip_root},"
    " PRIMARY KEY (collection_id, source_id, relative_path));"
)


def sound(path: Path, frames: int = 400) -> None:
    """Write a short WAV."""
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, np.linspace(-0.5, 0.5, frames), 8_000)


def marks(root: Path, schema: str, tags: Mapping[str, int]) -> None:
    """Write the database in the root of a source."""
    root.mkdir(parents=True, exist_ok=True)
    with Database(root / ".sempal_samples.db", METADATA + schema) as connection:
        tagged = "tag" in schema
        for path, tag in tags.items():
            columns, values = "path, file_size, modified_ns", (path, 844, 1_733_600_000_000_000_000)
            if tagged:
                connection.execute(
                    f"INSERT INTO wav_files ({columns}, tag) VALUES (?, ?, ?, ?)", (*values, tag)
                )
            else:
                connection.execute(f"INSERT INTO wav_files ({columns}) VALUES (?, ?, ?)", values)


def library(
    path: Path,
    sources: Iterable[tuple[str, Path]],
    collections: Sequence[Mapping[str, Any]] = (),
    metadata: Mapping[str, str] | None = None,
) -> None:
    """Write a `library.db`, with hotkey and clip columns if a collection has any."""
    hotkey = any("hotkey" in one for one in collections)
    clips = any(len(member) > 2 for one in collections for member in one["members"])
    schema = LIBRARY.format(
        hotkey=", hotkey INTEGER" if hotkey else "", clip_root=", clip_root TEXT" if clips else ""
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    with Database(path, schema) as connection:
        for number, (source, root) in enumerate(sources):
            connection.execute("INSERT INTO sources VALUES (?, ?, ?)", (source, str(root), number))
        for number, one in enumerate(collections):
            row = [one["id"], one["name"], one.get("export_path"), number]
            row += [one.get("hotkey")] * hotkey
            connection.execute(f"INSERT INTO collections VALUES ({', '.join('?' * len(row))})", row)
            for place, (source, file, *clip) in enumerate(one["members"]):
                member = [one["id"], source, file, place]
                member += (clip or [None]) if clips else []
                connection.execute(
                    f"INSERT INTO collection_members VALUES ({', '.join('?' * len(member))})",
                    [str(value) if isinstance(value, Path) else value for value in member],
                )
        connection.executemany("INSERT INTO metadata VALUES (?, ?)", (metadata or {}).items())


def only_in_the_log(path: Path, statement: str) -> None:
    """Change a database, leaving the change in the WAL as after a crash."""
    kept = path.with_name("kept")
    kept.mkdir()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute(statement)
    connection.commit()
    names = [f"{path.name}{ending}" for ending in ("", "-wal", "-shm")]
    for name in names:
        shutil.copy2(path.with_name(name), kept)
    connection.close()
    for name in names:
        path.with_name(name).unlink(missing_ok=True)
        shutil.move(kept / name, path.with_name(name))
    kept.rmdir()


def document(path: Path, content: object) -> None:
    """Write a `config.json` as the program did."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(json.dumps(content, indent=2, ensure_ascii=False).encode())


def sources(base: Path) -> tuple[Path, Path, Path]:
    """Create three folders of sounds, with marks from before the ratings."""
    drums, field, cafe = base / "Drums", base / "Field recordings", base / "Café 太鼓"
    for name in ("kick_deep.wav", "909/kick 01.wav", "snare.v2/Snare #1.wav"):
        sound(drums / name)
    for name in ("door slam.wav", "rain/rain (long).wav"):
        sound(field / name)
    for name in ("どん.wav", "Übung/größe.wav"):
        sound(cafe / name)
    marks(
        drums,
        FILES_TAGGED,
        {
            "kick_deep.wav": 1,
            "909/kick 01.wav": 2,
            "snare.v2/Snare #1.wav": 0,
            "909/removed.wav": 1,
        },
    )
    marks(field, FILES_TAGGED, {"door slam.wav": 0, "rain/rain (long).wav": 2})
    marks(cafe, FILES_TAGGED, {"どん.wav": 1, "Übung/größe.wav": 0})
    return drums, field, cafe


def member(source: str, path: str) -> dict[str, str]:
    """Return a member in the JSON format."""
    return {"source_id": source, "relative_path": path}


def seed(base: Path, place: str = ".config/sempal") -> Path:
    """Create a v0.168 installation, all in `config.json`; return the home folder."""
    drums, field, cafe = sources(base / "sounds")
    kicks = [
        member(DRUMS, "909/kick 01.wav"),
        member(CAFE, "どん.wav"),
        member(GONE, "x/on the missing drive.wav"),
        member(NOBODY, "orphan/gone.wav"),
    ]
    document(
        base / "home" / place / "config.json",
        {
            "sources": [
                {"id": DRUMS, "root": str(drums)},
                {"id": GONE, "root": str(base / "sounds" / "not mounted ☂")},
                {"id": CAFE, "root": str(cafe)},
                {"id": FIELD, "root": str(field)},
            ],
            "collections": [
                {"id": KICKS, "name": "Kicks & thumps", "members": kicks, "export_path": str(base)},
                {"id": EMPTY, "name": "Empty", "members": [], "export_path": None},
            ],
            "feature_flags": {"collections_enabled": True, "autoplay_selection": False},
            "trash_folder": str(base / "trash"),
            "last_selected_source": CAFE,
            "volume": 0.42,
        },
    )
    return base / "home"


def with_library(base: Path) -> Path:
    """Create a v0.208 installation with its newest change in the WAL; return home."""
    drums, _, cafe = sources(base / "sounds")
    root = base / "home" / ".config" / ".sempal"
    library(
        root / "library.db",
        [(DRUMS, drums), (CAFE, cafe)],
        [
            {
                "id": KICKS,
                "name": "Kicks",
                "export_path": "/exports/für",
                "members": [(DRUMS, "909/kick 01.wav"), (CAFE, "どん.wav")],
            },
            {"id": EMPTY, "name": "Kicks (only in the log)", "members": []},
        ],
    )
    (root / "config.toml").write_text(
        f'last_selected_source = "{CAFE}"\nvolume = {_f32(0.42)!r}\n\n'
        "[feature_flags]\ncollections_enabled = true\nautoplay_selection = true\n"
    )
    document(root / "config.json.bak", {"sources": [], "volume": 0.9})
    only_in_the_log(
        root / "library.db",
        f"UPDATE collections SET name = 'Kicks (only in the log)' WHERE id = '{KICKS}'",
    )
    return base / "home"


def _f32(value: float) -> float:
    return float(struct.unpack("<f", struct.pack("<f", value))[0])


class Database:
    """A database of the predecessor; closed at the end."""

    def __init__(self, path: Path, schema: str) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.executescript(f"PRAGMA journal_mode = WAL; {schema}")

    def __enter__(self) -> sqlite3.Connection:
        return self._connection

    def __exit__(self, *_: object) -> None:
        self._connection.commit()
        self._connection.close()
