"""Steps of the kind `edit`: recorded before a file is replaced, completed afterwards."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from actors.library.edits.facts import Facts
from actors.library.history import journal
from actors.library.history.journal import Step
from actors.library.history.kind import Kind
from actors.library.query import protection, samples, scan
from actors.messages import library
from models.audio.units import SampleId
from models.edit.edited_sample import EditedSample
from models.edit.positions import Positions
from models.edit.stored_positions import decode_positions, encode_positions
from models.library.action import Action
from models.library.file import Content
from models.library.sample import Sample


@dataclass(frozen=True, slots=True)
class EditedFile:
    """A file of a step."""

    number: int
    sample: SampleId
    path: bytes
    """Absolute, links resolved, when it was edited."""
    before: bytes
    """SHA-256 of the content."""
    after: bytes
    positions: Positions
    """From `before` to `after`."""
    place: bytes = b""
    """Temporary name of the new content while it is being exchanged."""


@dataclass(frozen=True, slots=True)
class PendingEdit:
    """A step whose files are being replaced."""

    step: Step
    files: tuple[EditedFile, ...]
    """Those that are not replaced yet."""
    back: bool


def begin(
    connection: sqlite3.Connection, action: Action, step: Step | None, file: EditedFile
) -> Step:
    """Record a file that is about to be replaced, in a new step if there is none yet.

    Raises:
        LibraryError: It is in a read-only source.
    """
    protection.check_writable(connection, (file.path,))
    if step is None:
        number = journal.record(connection, KIND.name, action)
        connection.execute("INSERT INTO step_underway VALUES (?, 0)", (number,))
        step = Step(number, KIND.name, action)
    connection.execute(
        "INSERT INTO step_edit (step, number, sample, path, before, after, positions, place)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(step.id, file.number, file.sample, file.path, file.before, file.after),
            *(encode_positions(file.positions), file.place),
        ),
    )
    return step


def begin_undo(
    connection: sqlite3.Connection, step: Step, places: Mapping[int, bytes], *, back: bool
) -> PendingEdit:
    """Record that a step is being undone (`back`) or redone.

    Args:
        connection: In a transaction.
        step: The step.
        places: Temporary names by number of the file.
        back: Undo; else redo.
    """
    connection.execute("INSERT INTO step_underway VALUES (?, ?)", (step.id, back))
    connection.executemany(
        "UPDATE step_edit SET place = ? WHERE step = ? AND number = ?",
        [(place, step.id, number) for number, place in places.items()],
    )
    return PendingEdit(step, files_of(connection, step.id), back)


def pending(connection: sqlite3.Connection) -> PendingEdit | None:
    """Return the step that was not completed, if there is one."""
    row = connection.execute(
        "SELECT step.id, words, back FROM step_underway JOIN step ON step.id = step WHERE kind = ?",
        (KIND.name,),
    ).fetchone()
    if row is None:
        return None
    step = Step(row[0], KIND.name, Action.decode(row[1]))
    left = tuple(one for one in files_of(connection, step.id) if one.place)
    return PendingEdit(step, left, bool(row[2]))


def files_of(connection: sqlite3.Connection, step: int) -> tuple[EditedFile, ...]:
    """Return the files of a step, in order."""
    rows = connection.execute(
        "SELECT number, sample, path, before, after, positions, place FROM step_edit"
        " WHERE step = ? ORDER BY number",
        (step,),
    ).fetchall()
    return tuple(
        EditedFile(
            *(number, SampleId(sample), path, before, after),
            decode_positions(positions) or Positions(0, 0, ()),
            place,
        )
        for number, sample, path, before, after, positions, place in rows
    )


def replaced(
    connection: sqlite3.Connection,
    step: Step,
    file: EditedFile,
    contents: Sequence[tuple[SampleId, Content]],
    known: Mapping[bytes, tuple[bytes, Facts]],
) -> tuple[Sample, ...]:
    """Store that a file was replaced; return the changed samples.

    Args:
        connection: In a transaction.
        step: Its step.
        file: The file, as in the journal.
        contents: What was read from it, for each sample whose file it is.
        known: Hash and facts by path, of the file and of entries of `originals`.
    """
    connection.execute(
        "UPDATE step_edit SET place = x'', path = ? WHERE step = ? AND number = ?",
        (file.path, step.id, file.number),
    )
    remember(connection, known)
    return scan.update_contents(connection, contents, edited=True)


def add_versions(
    connection: sqlite3.Connection, file: EditedFile, sizes: tuple[int, int], action: Action
) -> None:
    """Store the contents of a file before and after an edit as its versions.

    Args:
        connection: In a transaction.
        file: The file.
        sizes: Bytes before and after.
        action: What made the new content.
    """
    now = time.time()
    connection.executemany(
        "INSERT OR IGNORE INTO version (sample, at, hash, size, words) VALUES (?, ?, ?, ?, ?)",
        [
            (file.sample, now, file.before, sizes[0], ""),
            (file.sample, now, file.after, sizes[1], action.encode()),
        ],
    )


def version_of(
    connection: sqlite3.Connection, sample: SampleId, version: int
) -> tuple[bytes, int] | None:
    """Return hash and size of a version; `None`: unknown."""
    sql = "SELECT hash, size FROM version WHERE sample = ? AND id = ?"
    row = connection.execute(sql, (sample, version)).fetchone()
    return (row[0], row[1]) if row else None


def positions_to(
    connection: sqlite3.Connection, sample: SampleId, digest: bytes
) -> Positions | None:
    """Return where frames of the present content are in another one, one step away.

    `None`: no step in the journal leads from one to the other.
    """
    row = connection.execute(
        "SELECT positions, before = ? FROM step_edit WHERE sample = ? AND ? IN (before, after)"
        " ORDER BY step DESC LIMIT 1",
        (digest, sample, digest),
    ).fetchone()
    found = decode_positions(row[0]) if row else None
    return found.inverse() if found is not None and row[1] else found


def remember(connection: sqlite3.Connection, known: Mapping[bytes, tuple[bytes, Facts]]) -> None:
    """Store hash and facts of files by path."""
    connection.executemany(
        "INSERT OR REPLACE INTO known_content VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (path, digest, one.size, one.mtime_ns, one.ctime_ns, one.device, one.inode)
            for path, (digest, one) in known.items()
        ],
    )


def known_contents(
    connection: sqlite3.Connection, paths: Iterable[bytes]
) -> dict[bytes, tuple[bytes, Facts]]:
    """Return hash and facts of files, by path; those not known are left out."""
    found: dict[bytes, tuple[bytes, Facts]] = {}
    for path in paths:
        row = connection.execute(
            "SELECT hash, size, mtime_ns, ctime_ns, device, inode FROM known_content"
            " WHERE path = ?",
            (path,),
        ).fetchone()
        if row is not None:
            found[path] = (row[0], Facts(*row[1:]))
    return found


def is_shared(connection: sqlite3.Connection, digest: bytes, sample: SampleId) -> bool:
    """Return whether a version of another sample has this content."""
    sql = "SELECT 1 FROM version WHERE hash = ? AND sample != ?"
    return connection.execute(sql, (digest, sample)).fetchone() is not None


def complete(
    connection: sqlite3.Connection,
    step: Step,
    *,
    back: bool,
    left: Collection[int] = (),
    lost: Collection[int] = (),
) -> None:
    """Complete a step; what could not be replaced stays for another attempt, unless it is lost.

    Args:
        connection: In a transaction.
        step: The step.
        back: It was undone; else done or redone.
        left: Numbers of files that still have their old content.
        lost: Numbers of files that are gone; of a new step, also those that were not replaced.
    """
    connection.execute("DELETE FROM step_underway WHERE step = ?", (step.id,))
    connection.executemany(
        "DELETE FROM step_edit WHERE step = ? AND number = ?", [(step.id, one) for one in lost]
    )
    connection.execute("UPDATE step_edit SET place = x'' WHERE step = ?", (step.id,))
    (count,) = connection.execute(
        "SELECT count(*) FROM step_edit WHERE step = ?", (step.id,)
    ).fetchone()
    if not count:
        journal.drop(connection, step)
    elif len(left) < count:
        if left:
            rest = journal.insert(connection, KIND.name, step.action, undone=not back)
            connection.executemany(
                "UPDATE step_edit SET step = ? WHERE step = ? AND number = ?",
                [(rest, step.id, one) for one in left],
            )
        journal.set_undone(connection, step, undone=back)
    journal.trim(connection)


def sweep(connection: sqlite3.Connection) -> None:
    """Delete steps whose samples are all gone."""
    connection.execute(
        "DELETE FROM step WHERE kind = ?"
        " AND NOT EXISTS (SELECT 1 FROM step_edit WHERE step = step.id)"
        " AND id NOT IN (SELECT step FROM step_underway)",
        (KIND.name,),
    )


def found_samples(
    connection: sqlite3.Connection, wanted: Iterable[SampleId]
) -> dict[SampleId, Sample]:
    """Return samples by id."""
    return {one.id: one for one in samples.by_ids(connection, wanted)}


def names_of(connection: sqlite3.Connection, sample: SampleId) -> tuple[Sample, ...]:
    """Return a sample, and those that were the same file at the last scan."""
    rows = connection.execute(
        "SELECT other.id FROM sample JOIN sample AS other"
        " ON other.inode = sample.inode AND other.device = sample.device WHERE sample.id = ?",
        (sample,),
    ).fetchall()
    return samples.by_ids(connection, dict.fromkeys([sample, *(SampleId(one) for (one,) in rows)]))


def edited(
    connection: sqlite3.Connection, files: Sequence[tuple[EditedFile, bool]]
) -> library.FilesEdited:
    """Return what changed: files, and whether each was edited back."""
    found = found_samples(connection, [one.sample for one, _ in files])
    return library.FilesEdited(
        tuple(
            EditedSample(found[one.sample], one.positions.inverse() if back else one.positions)
            for one, back in files
            if one.sample in found
        )
    )


KIND = Kind("edit", None, slow=True, sweep=sweep)
