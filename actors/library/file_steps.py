"""File operations of the user; each can be undone.

One at a time, outside the command loop: however slow a drive is, requests are answered. Scans pause
between two steps while files are renamed; copies to another drive are made before that, while
everything else continues.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

import trio
from loguru import logger

from actors.kernel.mailbox import Address
from actors.library.collections import ledger as collections
from actors.library.errors import LibraryError
from actors.library.files import ledger, links, redirection, trash
from actors.library.files.cache_copies import CopyCounter
from actors.library.files.copy import Copy, discard, sync_folder
from actors.library.files.ledger import Pair, PendingStep
from actors.library.files.move import copy, is_other_drive, move
from actors.library.files.plan import FileCommand, assign_places, check_trash, make_plan
from actors.library.history import journal
from actors.library.query import sources
from actors.library.scans import Scans
from actors.library.steps import History
from actors.library.store import Store
from actors.library.work import TaskReporter, Work
from actors.messages import library
from models.library.action import Action, ActionKind
from models.state.notice import Notice, NoticeKind
from models.state.task_label import TaskKind, TaskLabel

Answer = TypeVar("Answer")
COPIES = frozenset({ActionKind.PASTE_FILES, ActionKind.SEND_FILES, ActionKind.SAVE_COPIES})
"""Steps that made copies: undo moves these to the trash."""
AT_ONCE = 500
"""Samples looked up between two replies to others."""


@dataclass(slots=True)
class _Outcome:
    """Outcome of a file operation."""

    moved: list[Pair] = field(default_factory=list)
    lost: set[Pair] = field(default_factory=set)
    """Pairs whose source path no longer exists."""
    failed: set[Pair] = field(default_factory=set)
    reason: str = ""
    """First error; empty: none."""
    links: int = 0
    """Number of symlinks that were redirected."""
    cancelled: bool = False

    def fail(self, pair: Pair, error: Exception) -> None:
        """Record a pair that could not be moved."""
        logger.warning("file not moved: {}", error)
        self.reason = self.reason or str(error)
        self.failed.add(pair)
        if pair[0] and not os.path.lexists(pair[0]):
            self.lost.add(pair)


class FileOperations:
    """Plans, records, moves and undoes. `actors.library.step_queue` calls it."""

    def __init__(
        self,
        store: Store,
        events: Address[library.Event],
        history: History,
        scans: Scans,
        works: TaskReporter,
    ) -> None:
        self._store, self._events, self._history = store, events, history
        self._scans, self._works = scans, works
        self._thread_of_ours = trio.CapacityLimiter(1)

    async def interrupted(self) -> PendingStep | None:
        """Return the operation interrupted by a crash, for `resume`.

        Raises:
            LibraryError: The database cannot be read.
        """
        return await self._store.rows.read(ledger.pending_step)

    async def resume(self, left: PendingStep) -> None:
        """Complete an interrupted operation, without scans that see half of it."""
        logger.warning("completing an interrupted step: {}", left.action)
        async with self._scans.file_lock:
            await self.carry_out(left, resumed=True)

    async def begin(self, command: FileCommand) -> PendingStep:
        """Record the files to be moved.

        Raises:
            LibraryError: Nothing will be moved; the text says why.
        """
        plan = await self._store.rows.read(partial(make_plan, command=command))
        plan = await self._thread(partial(assign_places, plan))
        try:
            begin = partial(ledger.begin, action=plan.action, pairs=plan.pairs, into=plan.into)
            begun = await self._store.writer.write(begin, durable=True)
            return replace(begun, stays=plan.stays)
        except LibraryError:
            await self._thread(partial(_forget, plan.pairs))
            raise

    async def begin_move(self, action: Action, pairs: tuple[Pair, ...]) -> PendingStep:
        """Record files to be moved that are not in the library yet.

        Raises:
            LibraryError: The database cannot be written.
        """
        begin = partial(ledger.begin, action=action, pairs=pairs)
        return await self._store.writer.write(begin, durable=True)

    async def begin_undo(
        self, command: library.Undo | library.Redo, step: journal.Step
    ) -> PendingStep:
        """Record the files to be moved to undo or redo a step.

        Raises:
            LibraryError: Nothing will be moved; the text says why.
        """
        back = isinstance(command, library.Undo)
        if isinstance(command, library.Undo) and step.kind == collections.CLIP.name:
            paths = await self._store.rows.read(partial(ledger.clip_paths, step=step.id))
            return await self._discarded(step, paths, command.trash)
        if isinstance(command, library.Undo) and step.action.kind in COPIES:
            copies = await self._store.rows.read(partial(ledger.pairs, step=step.id))
            return await self._discarded(step, [path for _, path in copies], command.trash)
        pairs = await self._store.rows.read(partial(ledger.pairs, step=step.id))
        if not back:  # redo a deletion: move to new places in the trash
            pairs = await self._thread(partial(_thrown_again, pairs))
        work = partial(ledger.begin_undo, step=step.id, pairs=pairs, back=back)
        return await self._store.writer.write(work, durable=True)

    async def _discarded(
        self, step: journal.Step, paths: Sequence[bytes], into: bytes | None
    ) -> PendingStep:
        """Record the deletion of files that a step wrote."""
        if into is not None:
            await self._store.rows.read(partial(check_trash, into=into))
        reserved = await self._thread(partial(trash.reserve_places, paths, into))
        pairs = tuple((place, path) for path, place in reserved)
        try:
            work = partial(ledger.begin_undo, step=step.id, pairs=pairs, into=into, back=True)
            return await self._store.writer.write(work, durable=True)
        except LibraryError:
            for place, _ in pairs:
                await self._thread(partial(trash.remove_info, place))
            raise

    async def carry_out(self, pending: PendingStep, *, resumed: bool = False) -> Notice:
        """Move the files and store their new paths; return the notice of it.

        Args:
            pending: The recorded operation.
            resumed: It was interrupted by a crash; no scan is running.

        Raises:
            LibraryError: The database cannot be written.
        """
        copies: dict[Pair, Copy] = {}
        outcome = _Outcome()
        leading = await self._thread(
            partial(redirection.symlinks_among, await self._names(pending.pairs))
        )
        async with self._works.report_task(_label(pending)) as work:
            await self._thread(partial(_copied, pending, copies, outcome, work))
        notice = _notice(pending, _Outcome(cancelled=True))
        with trio.CancelScope(shield=True):  # short, and must be completed
            if work.cancelled:
                await self._thread(partial(_dropped, pending, copies))
                return await self._noted(pending, _Outcome(cancelled=True))
            rename = partial(_moved, pending, copies, outcome, leading, resumed=resumed)
            if resumed:  # `resume` holds the lock already
                await self._thread(rename)
                return await self._noted(pending, outcome)
            async with self._scans.file_lock:
                await self._thread(rename)
                notice = await self._noted(pending, outcome)
        return notice

    async def _names(self, pairs: Sequence[Pair]) -> list[bytes]:
        """Return the paths that may be links to what is moved; in steps, as these may be many."""
        read = partial(links.moving_samples, pairs=pairs)
        names, moving = await self._store.lists.read(read)
        for first in range(0, len(moving), AT_ONCE):
            chosen = moving[first : first + AT_ONCE]
            names += await self._store.lists.read(partial(links.possible_links, chosen=chosen))
        return names

    async def _noted(self, pending: PendingStep, outcome: _Outcome) -> Notice:
        whole = await self._store.lists.read(partial(ledger.whole_folders, moved=outcome.moved))
        complete = partial(
            ledger.complete, done=pending, moved=outcome.moved, lost=outcome.lost, whole=whole
        )
        touched = await self._store.writer.write(complete, durable=True)
        self._scans.renew(touched)
        notice = _notice(pending, outcome)
        logger.info("{}: {}", notice.kind.name, pending.action.encode())
        listed = await self._store.rows.read(sources.list_sources)
        await self._events.send(library.SourcesListed(listed))
        for source in sorted(touched):
            await self._events.send(library.SamplesAdded(source))
        failed = bool(outcome.reason)
        event: library.Event = library.NothingDone(notice)
        if outcome.moved:
            event = library.StepDone(notice, library.FilesMoved(failed), undone=pending.back)
        await self._history.send_event(event)
        return notice

    async def _thread(self, work: Callable[[], Answer]) -> Answer:
        # Not abandoned on cancel: no thread may go on moving files.
        return await trio.to_thread.run_sync(work, limiter=self._thread_of_ours)


def _label(pending: PendingStep) -> TaskLabel:
    kind = TaskKind.UNDO if pending.back else TaskKind.STEP
    return TaskLabel(kind, action=pending.action)


def _notice(pending: PendingStep, outcome: _Outcome) -> Notice:
    if outcome.cancelled:
        return Notice(NoticeKind.CANCELLED, about=pending.action)
    back, links = pending.back, outcome.links
    if not outcome.reason:
        kind = NoticeKind.UNDONE if back else NoticeKind.DONE
        return Notice(kind, links=links, reason=pending.stays, about=pending.action)
    kind = NoticeKind.PARTLY_UNDONE if back else NoticeKind.PARTLY_DONE
    return Notice(
        kind,
        count=len(outcome.moved),
        total=len(pending.pairs),
        links=links,
        reason=outcome.reason,
        about=pending.action,
    )


# ---------------------------------------------------------------- file I/O, in a thread


def _copied(pending: PendingStep, copies: dict[Pair, Copy], outcome: _Outcome, work: Work) -> None:
    """Copy the files that go to another drive."""
    far = [
        (number, pair)
        for number, pair in enumerate(pending.pairs)
        if all(pair) and not os.path.lexists(pair[1]) and is_other_drive(*pair)
    ]
    if not far:
        return
    counter = CopyCounter(work)
    counter.expect(sum(_size(before) for _, (before, _) in far))
    for number, pair in far:
        trio.from_thread.check_cancelled()
        try:
            copies[pair] = copy(*pair, f"{pending.step}-{number}", counter.add)
        except LibraryError as error:
            outcome.fail(pair, error)


def _size(path: bytes) -> int:
    """Return the approximate number of bytes to copy."""
    if os.path.islink(path) or not os.path.isdir(path):
        return os.lstat(path).st_size if os.path.lexists(path) else 0
    return sum(
        os.lstat(os.path.join(folder, name)).st_size
        for folder, _, names in os.walk(path)
        for name in names
        if os.path.lexists(os.path.join(folder, name))
    )


def _dropped(pending: PendingStep, copies: dict[Pair, Copy]) -> None:
    """Discard the copies and leave everything in place."""
    for one in copies.values():
        discard(one)
    _forget(pending.pairs)


def _moved(
    pending: PendingStep,
    copies: dict[Pair, Copy],
    outcome: _Outcome,
    leading: Sequence[bytes],
    *,
    resumed: bool,
) -> None:
    """Move everything that can be moved and redirect symlinks to it."""
    for number, pair in enumerate(pending.pairs):
        if pair in outcome.failed:  # copying failed
            continue
        try:
            _one(pair, copies.get(pair), f"{pending.step}-{number}", resumed=resumed)
        except (LibraryError, OSError) as error:
            outcome.fail(pair, error)
        else:
            outcome.moved.append(pair)
    outcome.links, reason = redirection.redirect_links(leading, outcome.moved)
    outcome.reason = outcome.reason or reason
    _settled(outcome.moved)
    _forget([pair for pair in pending.pairs if pair not in outcome.moved])


def _one(pair: Pair, ready: Copy | None, name: str, *, resumed: bool) -> None:
    before, after = pair
    if not before:
        os.makedirs(after, exist_ok=True)
    elif not after:
        if os.path.isdir(before):
            os.rmdir(before)
    else:
        move(before, after, ready=ready, name=name, resumed=resumed)
        trash.remove_info(before)
        trash.complete_info(before, after)


def _settled(moved: Sequence[Pair]) -> None:
    """Sync the folders, so that the new names survive a power cut."""
    for folder in {os.path.dirname(path) for pair in moved for path in pair if path}:
        sync_folder(folder)


def _forget(pairs: Sequence[Pair]) -> None:
    """Remove the trash info of files that were not moved to the trash."""
    for _, after in pairs:
        if after and not os.path.lexists(after):
            trash.remove_info(after)


def _thrown_again(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    return tuple((before, trash.reserve_again(before, after)) for before, after in pairs)
