"""Per-source data of the predecessor: the `.sempal_samples.db` in the source's root folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from actors.library.predecessor.snapshot import open_snapshot
from models.library.tag import Tag
from models.predecessor.mark import parse_tag

NAME = ".sempal_samples.db"


@dataclass(frozen=True, slots=True)
class OldFile:
    """A row of its table of files."""

    path: str
    """Relative to the source's root."""
    size: int
    """In bytes."""
    mtime_ns: int
    tag: Tag | None
    """`None`: the stored number is ambiguous."""
    number: int = 0
    """Number as stored."""


def read_files(root: Path) -> tuple[OldFile, ...]:
    """Return all files that the predecessor knew below `root`; empty without a database there.

    Raises:
        LibraryError: its database is damaged, or another program's.
        OSError: the database cannot be read.
    """
    path = root / NAME
    if not path.is_file():
        return ()
    with open_snapshot(path, {"wav_files"}) as connection:
        rows = connection.execute("SELECT name FROM pragma_table_info('wav_files')")
        columns = {name for (name,) in rows}
        rated = bool(columns & {"looped", "last_played_at"})
        number = "tag" if "tag" in columns else "0"
        return tuple(
            OldFile(str(path), int(size), int(mtime_ns), parse_tag(value, rated=rated), value)
            for path, size, mtime_ns, value in connection.execute(
                f"SELECT path, file_size, modified_ns, {number} FROM wav_files ORDER BY path"
            )
        )
