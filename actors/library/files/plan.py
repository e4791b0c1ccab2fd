"""Plans of file commands: paths before and after.

`make_plan` only reads the library, `assign_places` accesses the drives and may be slow.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import assert_never

from actors.library.errors import LibraryError, TrashRefused
from actors.library.files import ledger, links, trash
from actors.library.files.ledger import Pair
from actors.library.history.samples_action import samples_action
from actors.library.query import protection, samples, sources
from actors.messages import library
from models.audio.units import SampleId, SourceId
from models.library.action import Action, ActionKind
from models.library.file_name import decode_path, display_name, display_path
from models.library.files.name_pattern import (
    RENAME_FIELDS,
    fill_pattern,
    pattern_error,
    sample_values,
)
from models.library.files.name_rules import extension_error, name_error, new_file_name
from models.library.files.rename_plan import RenamePlan

FileCommand = (
    library.RenameSample
    | library.RenameSamples
    | library.MoveSamples
    | library.BringIn
    | library.Deliver
    | library.TrashSamples
    | library.NewFolder
    | library.RenameFolder
    | library.MoveFolder
    | library.TrashFolder
)


@dataclass(frozen=True, slots=True)
class Plan:
    """Planned file operation."""

    action: Action
    pairs: tuple[Pair, ...]
    thrown: bool = False
    """Delete: `assign_places` determines the target paths."""
    into: bytes | None = None
    """The trash folder; `None`: the system trash."""
    stays: str = ""
    """A file that is not moved, and why; empty: all are."""


def make_plan(connection: sqlite3.Connection, command: FileCommand) -> Plan:
    """Return the plan of a command, as far as the library knows.

    Raises:
        LibraryError: The command is invalid; the text says why.
    """
    plan: Callable[[sqlite3.Connection], Plan]
    match command:
        case library.RenameSample():
            plan = partial(_rename, sample=command.sample, typed=command.name)
        case library.RenameSamples():
            plan = partial(_rename_all, command=command)
        case library.MoveSamples():
            plan = partial(
                _move, chosen=command.samples, source=command.source, folder=command.folder
            )
        case library.BringIn():
            plan = partial(_bring_in, command=command)
        case library.Deliver():
            plan = partial(_deliver, command=command)
        case library.TrashSamples():
            plan = partial(_trash, chosen=command.samples, into=command.trash)
        case library.NewFolder():
            plan = partial(
                _new_folder, source=command.source, parent=command.parent, name=command.name
            )
        case library.RenameFolder():
            plan = partial(
                _rename_folder, source=command.source, path=command.path, name=command.name
            )
        case library.MoveFolder():
            plan = partial(
                _move_folder, source=command.source, path=command.path, into=command.into
            )
        case library.TrashFolder():
            plan = partial(
                _trash_folder, source=command.source, path=command.path, into=command.trash
            )
        case _:
            assert_never(command)
    made = plan(connection)
    protection.check_writable(connection, [path for pair in made.pairs for path in pair])
    return made


def assign_places(plan: Plan) -> Plan:
    """Return the plan with places in the trash; check that a new folder does not exist.

    Raises:
        LibraryError: The command is invalid; the text says why.
        TrashRefused: The trash cannot be used.
    """
    if plan.thrown:
        paths = [before for before, _ in plan.pairs]
        return replace(plan, pairs=tuple(trash.reserve_places(paths, plan.into)))
    for before, after in plan.pairs:
        if not before and os.path.lexists(after):
            raise LibraryError(f"{display_path(after)} already exists")
    return plan


def _rename(connection: sqlite3.Connection, sample: SampleId, typed: str) -> Plan:
    (before,) = _paths(connection, (sample,))
    _check(typed)
    folder, name = os.path.split(before)
    after = os.path.join(folder, new_file_name(name, typed))
    if after == before:
        raise LibraryError("name unchanged")
    if reason := extension_error(before, after):
        raise LibraryError(reason)
    return Plan(
        Action(ActionKind.RENAME, display_name(before), to=display_name(after)), ((before, after),)
    )


def _rename_all(connection: sqlite3.Connection, command: library.RenameSamples) -> Plan:
    if reason := pattern_error(command.pattern, RENAME_FIELDS):
        raise LibraryError(reason)
    renamed = _renamed(connection, command)
    if not renamed:
        raise LibraryError("name unchanged")
    for taken in _taken(renamed):
        raise LibraryError(f"{display_path(taken)} already exists")
    paths = [before for before, _ in renamed]
    return Plan(samples_action(ActionKind.RENAME_FILES, paths, command.pattern), tuple(renamed))


def plan_names(connection: sqlite3.Connection, command: library.RenameSamples) -> RenamePlan:
    """Return what renaming by a pattern would do.

    Raises:
        LibraryError: The pattern is invalid, or the files are in a read-only source.
    """
    if reason := pattern_error(command.pattern, RENAME_FIELDS):
        raise LibraryError(reason)
    renamed = _renamed(connection, command)
    protection.check_writable(connection, [path for pair in renamed for path in pair])
    return RenamePlan(tuple(renamed), tuple(_taken(renamed)))


def _taken(renamed: Sequence[Pair]) -> Iterator[bytes]:
    """Yield the new paths that exist already."""
    return (after for _, after in renamed if os.path.lexists(after))


def _renamed(connection: sqlite3.Connection, command: library.RenameSamples) -> list[Pair]:
    """Return the files that get another name by a valid pattern."""
    found = {one.id: one for one in samples.by_ids(connection, command.samples)}
    chosen = [found[one] for one in dict.fromkeys(command.samples) if one in found]
    stems = fill_pattern(command.pattern, [sample_values(one) for one in chosen])
    renamed: list[Pair] = []
    for sample, stem in zip(chosen, stems, strict=True):
        folder, name = os.path.split(sample.path)
        after = os.path.join(folder, decode_path(stem) + os.path.splitext(name)[1])
        if after != sample.path:
            renamed.append((sample.path, after))
    return renamed


def _move(
    connection: sqlite3.Connection, chosen: Sequence[SampleId], source: SourceId, folder: bytes
) -> Plan:
    target = os.path.join(_root(connection, source), folder)
    paths = [path for path in _paths(connection, chosen) if os.path.dirname(path) != target]
    if not paths:
        raise LibraryError(f"already in “{display_name(target)}”")
    pairs = tuple((path, os.path.join(target, os.path.basename(path))) for path in paths)
    return Plan(samples_action(ActionKind.MOVE_FILES, paths, display_name(target)), pairs)


def _bring_in(connection: sqlite3.Connection, command: library.BringIn) -> Plan:
    target = os.path.join(_root(connection, command.source), command.folder).rstrip(b"/")
    pairs = tuple((path, os.path.join(target, os.path.basename(path))) for path in command.paths)
    action = samples_action(ActionKind.PASTE_FILES, command.paths, display_name(target))
    return Plan(action, pairs, stays=command.left_out)


def _deliver(_connection: sqlite3.Connection, command: library.Deliver) -> Plan:
    target = command.folder
    pairs = tuple((path, os.path.join(target, os.path.basename(path))) for path in command.paths)
    action = samples_action(ActionKind.SEND_FILES, command.paths, display_name(target))
    return Plan(action, pairs, stays=command.left_out)


def _trash(connection: sqlite3.Connection, chosen: Sequence[SampleId], into: bytes | None) -> Plan:
    paths = _paths(connection, chosen)
    held = links.linked_files(connection, chosen, paths)
    free = links.distinct_entries([path for path in paths if path not in held])
    stay = [
        f"“{display_name(file)}” stays: “{display_name(link)}” is a link to it"
        for file, link in held.items()
    ]
    if not free:
        raise LibraryError(stay[0])
    plan = _thrown(connection, samples_action(ActionKind.DELETE_FILES, free), free, into)
    return replace(plan, stays=stay[0] if stay else "")


def _new_folder(connection: sqlite3.Connection, source: SourceId, parent: bytes, name: str) -> Plan:
    _check(name)
    below = os.path.join(parent, decode_path(name.strip()))
    after = os.path.join(_root(connection, source), below)
    return Plan(Action(ActionKind.CREATE_FOLDER, display_name(after)), ((b"", after),))


def _rename_folder(
    connection: sqlite3.Connection, source: SourceId, path: bytes, name: str
) -> Plan:
    _check(name)
    before = os.path.join(_root(connection, source), path)
    after = os.path.join(os.path.dirname(before), decode_path(name.strip()))
    if after == before:
        raise LibraryError("name unchanged")
    return Plan(
        Action(ActionKind.RENAME, display_name(before), to=display_name(after)), ((before, after),)
    )


def _move_folder(
    connection: sqlite3.Connection, source: SourceId, path: bytes, into: bytes
) -> Plan:
    root = _root(connection, source)
    before, target = os.path.join(root, path), os.path.join(root, into)
    after = os.path.join(target, os.path.basename(path))
    if not path or (into + b"/").startswith(path + b"/"):
        raise LibraryError(f"“{display_name(before)}” cannot be moved into itself")
    if after == before:
        raise LibraryError(f"already in “{display_name(target)}”")
    return Plan(
        Action(ActionKind.MOVE_FOLDER, display_name(before), to=display_name(target)),
        ((before, after),),
    )


def _trash_folder(
    connection: sqlite3.Connection, source: SourceId, path: bytes, into: bytes | None
) -> Plan:
    if not path:
        raise LibraryError("a source cannot be deleted: remove it from the library instead")
    before = os.path.join(_root(connection, source), path)
    inside = ledger.samples_below(connection, source, path)
    for file, link in links.linked_files(connection, *inside).items():
        raise LibraryError(
            f"“{display_name(before)}” stays: “{display_name(link)}” outside of it is a link to"
            f" “{display_name(file)}”"
        )
    return _thrown(
        connection, Action(ActionKind.DELETE_FOLDER, display_name(before)), [before], into
    )


def _thrown(
    connection: sqlite3.Connection, action: Action, paths: Sequence[bytes], into: bytes | None
) -> Plan:
    if into is not None:
        check_trash(connection, into)
    return Plan(action, tuple((path, b"") for path in paths), thrown=True, into=into)


def check_trash(connection: sqlite3.Connection, into: bytes) -> None:
    """Check that a folder chosen by the user can serve as trash.

    Raises:
        TrashRefused: It contains a source, which would no longer be listed.
    """
    for root in sources.source_roots(connection):
        if (root.path + b"/").startswith(into.rstrip(b"/") + b"/"):
            raise TrashRefused(
                f"the trash folder {display_path(into)} holds the source {display_path(root.path)}"
            )


def _check(name: str) -> None:
    if reason := name_error(name):
        raise LibraryError(reason)


def _root(connection: sqlite3.Connection, source: SourceId) -> bytes:
    root = sources.source_root(connection, source)
    if root is None or root.offline:
        raise LibraryError("the source is offline")
    return root.path


def _paths(connection: sqlite3.Connection, chosen: Sequence[SampleId]) -> list[bytes]:
    found = [sample.path for sample in samples.by_ids(connection, chosen) if not sample.missing]
    if not found:
        raise LibraryError("the files are missing")
    return found
