"""Adding, removing and ordering members of a collection."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from actors.library.collections.collections import GONE
from actors.library.collections.ledger import Moved, carry_out
from actors.library.collections.rank import even_ranks, ranks_between
from actors.library.errors import LibraryError
from actors.library.history.samples_action import samples_action
from actors.messages import library
from models.audio.units import CollectionId, SampleId
from models.library.action import Action, ActionKind
from models.library.collection import AlreadyMembers
from models.library.file_name import display_name, display_path
from models.state.notice import Notice, NoticeKind

Outcome = library.StepDone | library.NothingDone


def add_members(
    connection: sqlite3.Connection, collection: CollectionId, samples: Sequence[SampleId]
) -> Outcome:
    """Append samples; existing members keep their rows."""
    called, members = _called(connection, collection), _members(connection, collection)
    if called is None:
        return GONE
    files = _files(connection, samples)
    wanted = [sample for sample in dict.fromkeys(samples) if sample in files]
    known = tuple(sample for sample in wanted if sample in members)
    already = AlreadyMembers(collection, known) if known else None
    added = [sample for sample in wanted if sample not in members]
    if not added:
        return library.NothingDone(_already(files, known, called), already)
    places = ranks_between(max(members.values(), default=0.0), None, len(added)) or ()
    moved = [
        Moved(collection, sample, None, place) for sample, place in zip(added, places, strict=True)
    ]
    action = samples_action(ActionKind.ADD_MEMBERS, [files[one] for one in added], called)
    changed = carry_out(connection, action, (), moved)
    done = Notice(NoticeKind.DONE, count=len(known), about=action)
    return library.StepDone(done, replace(changed, already=already))


def add_clip(
    connection: sqlite3.Connection, collection: CollectionId, sample: SampleId, file: bytes
) -> Outcome:
    """Append the sample of a clip.

    Args:
        connection: In a transaction.
        collection: Its collection.
        sample: The sample of the file.
        file: Absolute path of the file written for it.

    Raises:
        LibraryError: There is no such collection.
    """
    called, members = _called(connection, collection), _members(connection, collection)
    if called is None:
        raise LibraryError("this collection no longer exists")
    (last,) = ranks_between(max(members.values(), default=0.0), None, 1) or (0.0,)
    moved = Moved(collection, sample, None, members.get(sample, last))
    action = Action(ActionKind.SAVE_CLIP, display_name(file), to=called)
    changed = carry_out(connection, action, (), (moved,), (file,))
    where = at_home(os.path.dirname(file))
    return library.StepDone(Notice(NoticeKind.DONE, to=where, about=action), changed)


def add_files(
    connection: sqlite3.Connection,
    collection: CollectionId | None,
    samples: Sequence[SampleId],
    files: Sequence[bytes],
    many: ActionKind = ActionKind.SAVE_SLICES,
) -> library.StepDone:
    """Append the samples of new files, which are spans of one sample; at least one.

    Args:
        connection: In a transaction.
        collection: Their collection; `None`: none.
        samples: The sample of each file.
        files: Absolute path of each file, in one folder.
        many: Kind of the step if there are several.

    Raises:
        LibraryError: There is no such collection.
    """
    called = None if collection is None else _called(connection, collection)
    moved: list[Moved] = []
    if collection is not None:
        if called is None:
            raise LibraryError("this collection no longer exists")
        last = max(_members(connection, collection).values(), default=0.0)
        places = ranks_between(last, None, len(samples)) or ()
        moved = [
            Moved(collection, sample, None, place)
            for sample, place in zip(samples, places, strict=True)
        ]
    where = at_home(os.path.dirname(files[0]))
    if len(files) > 1:
        action = Action(many, count=len(files), to=called or where)
    else:
        kind = ActionKind.SAVE_SPAN if called is None else ActionKind.SAVE_CLIP
        action = Action(kind, display_name(files[0]), to=called or where)
    changed = carry_out(connection, action, (), moved, files)
    notice = Notice(NoticeKind.DONE, to=where if called else "", about=action)
    return library.StepDone(notice, changed)


def remove_members(
    connection: sqlite3.Connection, collection: CollectionId, samples: Sequence[SampleId]
) -> Outcome:
    """Remove samples."""
    called, members = _called(connection, collection), _members(connection, collection)
    if called is None:
        return GONE
    gone = [sample for sample in dict.fromkeys(samples) if sample in members]
    if not gone:
        return library.NothingDone(Notice(NoticeKind.NOT_MEMBERS, to=called))
    moved = [Moved(collection, sample, members[sample], None) for sample in gone]
    files = list(_files(connection, gone).values())
    action = samples_action(ActionKind.REMOVE_MEMBERS, files, called)
    changed = carry_out(connection, action, (), moved)
    return library.StepDone(Notice(NoticeKind.DONE, about=action), changed)


def move_members(
    connection: sqlite3.Connection,
    collection: CollectionId,
    samples: Sequence[SampleId],
    row: int,
) -> Outcome:
    """Move members, keeping their relative order, before the member now in `row`."""
    called, members = _called(connection, collection), _members(connection, collection)
    if called is None:
        return GONE
    order, chosen = list(members), set(samples)
    row = _row(connection, collection, order, row)
    moving = [sample for sample in order if sample in chosen]
    before = [sample for sample in order[:row] if sample not in chosen]
    behind = [sample for sample in order[row:] if sample not in chosen]
    after = [*before, *moving, *behind]
    if after == order:
        return library.NothingDone(Notice(NoticeKind.NOT_MOVED))
    low = members[before[-1]] if before else None
    high = members[behind[0]] if behind else None
    found = ranks_between(low, high, len(moving))
    places = (
        dict(zip(moving, found, strict=True))
        if found
        else dict(zip(after, even_ranks(len(after)), strict=True))
    )
    moved = [Moved(collection, sample, members[sample], at) for sample, at in places.items()]
    files = list(_files(connection, moving).values())
    action = samples_action(ActionKind.MOVE_MEMBERS, files, called)
    changed = carry_out(connection, action, (), moved)
    return library.StepDone(Notice(NoticeKind.DONE, about=action), changed)


def member_ids(connection: sqlite3.Connection, collection: CollectionId) -> tuple[SampleId, ...]:
    """Return the samples of a collection, in its order."""
    return tuple(_members(connection, collection))


def _called(connection: sqlite3.Connection, collection: CollectionId) -> str | None:
    row = connection.execute("SELECT name FROM collection WHERE id = ?", (collection,)).fetchone()
    return row[0] if row else None


def _row(
    connection: sqlite3.Connection, collection: CollectionId, order: Sequence[SampleId], row: int
) -> int:
    """Return the index among all members of a row of the visible ones."""
    hidden = {
        sample
        for (sample,) in connection.execute(
            "SELECT sample FROM member JOIN sample ON sample.id = member.sample"
            " WHERE collection = ? AND missing >= 4",
            (collection,),
        )
    }
    rows = [at for at, sample in enumerate(order) if sample not in hidden]
    return rows[max(0, row)] if row < len(rows) else len(order)


def _members(connection: sqlite3.Connection, collection: CollectionId) -> dict[SampleId, float]:
    """Return the place of each member, in order."""
    rows = connection.execute(
        "SELECT sample, place FROM member WHERE collection = ? ORDER BY place, sample",
        (collection,),
    )
    return {SampleId(sample): place for sample, place in rows}


def _files(connection: sqlite3.Connection, samples: Sequence[SampleId]) -> dict[SampleId, bytes]:
    rows = connection.execute(
        "SELECT id, name FROM sample WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(samples)),),
    )
    return {SampleId(sample): file for sample, file in rows}


def _already(files: dict[SampleId, bytes], known: Sequence[SampleId], called: str) -> Notice:
    if not known:
        return Notice(NoticeKind.SAMPLES_GONE)
    only = display_name(files[known[0]]) if len(known) == 1 else ""
    return Notice(NoticeKind.ALREADY_MEMBERS, only, len(known), to=called)


def at_home(folder: bytes) -> str:
    """Return a path for display, with `~` for the home folder, as in shells."""
    home = os.path.expanduser(b"~").rstrip(b"/")
    below = (folder + b"/").startswith(home + b"/") if home.startswith(b"/") else False
    return display_path(b"~" + folder.removeprefix(home)) if below else display_path(folder)
