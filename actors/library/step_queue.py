"""Queue of slow steps, run one after another outside the command loop; undo and redo of all steps.

Marks, collections and replies never wait for a drive, or for a source with many samples.
"""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

import trio
from loguru import logger

from actors.kernel.mailbox import Address, request_in
from actors.library.batches import with_members
from actors.library.edit_steps import EditOperations
from actors.library.edits import ledger as edits
from actors.library.errors import LibraryError, TrashRefused
from actors.library.file_steps import FileOperations
from actors.library.files.ledger import PendingStep
from actors.library.files.plan import FileCommand
from actors.library.history import journal
from actors.library.history.journal import Step
from actors.library.source_steps import SourceSteps
from actors.library.step_kinds import KINDS
from actors.library.steps import History
from actors.library.store import Store
from actors.library.work import TaskReporter
from actors.messages import library
from models.state.notice import Notice, NoticeKind

Answer = TypeVar("Answer")
UndoOrRedo = library.Undo | library.Redo
Wanted = FileCommand | library.EditCommand | library.GoToStep | UndoOrRedo


class StepQueue:
    """Runs file operations, undo and redo in the order of their commands."""

    def __init__(  # noqa: PLR0913, PLR0917 - one for each kind of slow step
        self,
        store: Store,
        events: Address[library.Event],
        history: History,
        filing: FileOperations,
        editing: EditOperations,
        sources: SourceSteps,
        works: TaskReporter,
    ) -> None:
        self._store, self._events = store, events
        self._history, self._filing, self._sources = history, filing, sources
        self._editing, self._works = editing, works
        self._send, self._wanted = trio.open_memory_channel[tuple[Wanted, Step | None]](math.inf)
        self._waiting = 0
        """Queued commands that are not in the journal yet."""
        self._working = False
        self._interrupted = False
        """The database could not be written: the journal may name a step that is not complete."""

    def enqueue(self, wanted: Wanted, meant: Step | None = None) -> None:
        """Queue a command; `meant` is the step to undo or redo."""
        self._waiting += 1
        self._send.send_nowait((wanted, meant))

    async def undo_or_redo(self, command: UndoOrRedo) -> None:
        """Undo or redo: at once if nothing is queued and the next step is fast."""
        if self._waiting:
            self.enqueue(command)
            return
        idle = not self._working
        step = await self._history.undo_or_redo(back=isinstance(command, library.Undo))
        if isinstance(step, Step):
            self.enqueue(command, step if idle else None)
        else:
            _reply(command, step)

    async def run(self, left: PendingStep | None, *, resume: bool = True) -> None:
        """Complete a step interrupted by a crash, then run queued commands until cancelled."""
        if resume:
            await self._guarded(self._editing.resume, None)
        if resume and left is not None:
            await self._guarded(partial(self._filing.resume, left), None)
        async for wanted, meant in self._wanted:
            self._working = True
            begun: PendingStep | Notice | None = None
            try:
                if self._interrupted:  # another step on top of it would be mixed up with it
                    meant = None  # noqa: PLW2901 - it may be that one
                    await self._guarded(self._complete_interrupted, wanted)
                if not self._interrupted:
                    begun = await self._guarded(partial(self._begun, wanted, meant), wanted)
            finally:
                self._waiting -= 1  # from now on the journal knows the step
            if isinstance(begun, PendingStep):
                begun = await self._guarded(partial(self._filing.carry_out, begun), wanted)
            if begun is not None:
                _reply(wanted, begun)
            self._working = False

    async def _complete_interrupted(self) -> None:
        """Complete the step that an error of the database interrupted, if it is in the journal."""
        await self._editing.resume()
        left = await self._filing.interrupted()
        if left is not None:
            await self._filing.resume(left)
        self._interrupted = False

    async def _begun(self, wanted: Wanted, meant: Step | None) -> PendingStep | Notice | None:
        """Record the files to be moved; if there are none the command is done."""
        if isinstance(wanted, library.EditSamples):
            wanted = await with_members(wanted, self._store)
            if wanted.edit.makes_copy and not wanted.dry:
                await self._copy(wanted)
            else:
                await self._editing.edit(wanted)
            return None
        if isinstance(wanted, library.RestoreVersion):
            await self._editing.restore(wanted)
            return None
        if isinstance(wanted, library.GoToStep):
            await self._go_to(wanted)
            return None
        if isinstance(wanted, library.RenameSamples):
            wanted = await with_members(wanted, self._store)
        if not isinstance(wanted, library.Undo | library.Redo):
            return await self._filing.begin(wanted)
        back = isinstance(wanted, library.Undo)
        step = meant or await self._store.rows.read(partial(journal.next_step, back=back))
        while step is not None:
            kind = KINDS[step.kind]
            if kind is edits.KIND:
                return await self._editing.undo_or_redo(step, back=back, force=wanted.force)
            if kind.put is None:
                return await self._filing.begin_undo(wanted, step)
            turn = self._sources.undo_or_redo if kind.slow else self._undo_or_redo
            following = await turn(step, back=back)
            if not isinstance(following, Step):
                return following
            step = following
        done = await self._history.undo_or_redo(back=back)
        return None if isinstance(done, Step) else done

    async def _copy(self, wanted: library.EditSamples) -> None:
        """Write converted copies of files beside them, as one step."""
        from actors.library.format_copies import write_copies  # when something is converted

        action, report, pairs = await write_copies(wanted, self._store, self._works)
        if pairs:
            pending = await self._filing.begin_move(action, pairs)
            await self._filing.carry_out(pending)
        else:
            notice = Notice(NoticeKind.CANCELLED, about=action)
            if report.refused and not report.cancelled:
                reason = report.refused[0].reason
                total = len(report.refused)
                notice = Notice(NoticeKind.PARTLY_DONE, total=total, reason=reason, about=action)
            await self._events.send(library.NothingDone(notice))
        await self._events.send(library.EditEnded(wanted.ticket, report))
        if wanted.reply_to is not None:
            with wanted.reply_to as reply:
                reply.send(report)

    async def _go_to(self, wanted: library.GoToStep) -> None:
        """Undo or redo until a step is the newest one that is done, or one of them is refused."""
        before: object = None
        while True:
            read = partial(journal.position, step=wanted.step)
            newest, back = await self._store.rows.read(read)
            if back is None or (newest, back) == before:
                return
            before = (newest, back)
            one = library.Undo(force=wanted.force) if back else library.Redo(wanted.force)
            pending = await self._begun(one, None)
            if isinstance(pending, PendingStep):
                await self._filing.carry_out(pending)

    async def _undo_or_redo(self, step: Step, *, back: bool) -> Step | Notice:
        return await self._history.undo_or_redo(back=back, meant=step)

    async def _guarded(
        self, work: Callable[[], Awaitable[Answer]], wanted: Wanted | None
    ) -> Answer | None:
        try:
            return await work()
        except TrashRefused as error:
            logger.warning("not deleted: {}", error)
            await self._events.send(library.TrashRefused(str(error)))
        except LibraryError as error:
            self._interrupted = True
            logger.opt(exception=error).error("a step was not carried out")
            await self._events.send(library.LibraryFailed(str(error), wanted))
            if (question := request_in(wanted)) is not None:
                question.refuse(str(error))
        return None


def _reply(wanted: Wanted, notice: Notice) -> None:
    """Answer a command-line program that waits for an undo, a redo or new names."""
    names = library.RenameSamples
    if isinstance(wanted, library.Undo | library.Redo | names) and wanted.reply_to is not None:
        with wanted.reply_to as reply:
            reply.send(notice)
