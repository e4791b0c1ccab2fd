"""Edits of files, and their undo and redo: one at a time, called by `actors.library.step_queue`.

However slow a drive is, requests are answered; scans pause only while a file is exchanged.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import trio
from loguru import logger

from actors.kernel.mailbox import Address
from actors.library.edits import exchange, ledger
from actors.library.edits.exchange import ChangedOutside, Exchange
from actors.library.edits.facts import Facts, Known, sha256
from actors.library.edits.ledger import EditedFile
from actors.library.edits.originals import FOLDER, Originals
from actors.library.errors import LibraryError, Vanished
from actors.library.files.reason import write_error_reason
from actors.library.history.journal import Step
from actors.library.history.samples_action import samples_action
from actors.library.query import protection, samples
from actors.library.scan.content import read_content
from actors.library.scan.walk import clamp_time
from actors.library.scans import Scans
from actors.library.steps import History
from actors.library.store import Store
from actors.library.work import TaskReporter
from actors.media import whole_file
from actors.messages import library
from models.audio.clock import count_noun
from models.audio.units import SampleId
from models.edit.edit import Edit
from models.edit.positions import Positions
from models.edit.report import ChangedFile, EditReport, Hindrance, NotEdited, RefusedEdit
from models.library.action import Action, ActionKind
from models.library.file import Content, Entry
from models.library.sample import Sample
from models.state.notice import Notice, NoticeKind
from models.state.task_label import TaskKind, TaskLabel

if TYPE_CHECKING:
    from actors.library.edits.renderer import Rendered

Answer = TypeVar("Answer")
MEGABYTE = 1_000_000
CHANGED = "another program changed it"
ELSEWHERE = "another program changed it since the edit"


@dataclass(slots=True)
class _Outcome:
    """What was done so far."""

    step: Step | None = None
    changed: list[ChangedFile] = field(default_factory=list[ChangedFile])
    refused: list[RefusedEdit] = field(default_factory=list[RefusedEdit])
    files: list[EditedFile] = field(default_factory=list[EditedFile])
    left: set[int] = field(default_factory=set[int])
    """Numbers of files that were not exchanged."""
    lost: set[int] = field(default_factory=set[int])
    """Numbers of files that are gone."""


class EditOperations:
    """Renders, exchanges, undoes and redoes."""

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
        self._originals = Originals(store.path.absolute().parent / FOLDER)
        self._thread_of_ours = trio.CapacityLimiter(1)

    async def resume(self) -> None:
        """Complete the exchanges that a crash interrupted, if there are any."""
        left = await self._store.rows.read(ledger.pending)
        if left is None:
            return
        logger.warning("completing an interrupted step: {}", left.step.action)
        outcome = _Outcome(left.step)
        for file in left.files:
            await self._exchange(file, outcome, back=left.back, known=None)
        lost = outcome.lost
        if not left.back and not await self._was_undone(left.step):
            lost = lost | outcome.left  # of a new step, what was not exchanged is no part
        await self._complete(outcome, back=left.back, lost=lost)

    async def edit(self, command: library.EditSamples) -> None:
        """Edit files, as one step.

        Raises:
            LibraryError: The database cannot be read or written.
        """
        found = {one.id: one for one in await self._samples(command.samples)}
        names = [os.path.basename(found[one].path) for one in command.samples if one in found]
        action = samples_action(ActionKind.EDIT, names, command.edit.op.value)
        outcome = _Outcome()
        seen: set[bytes] = set()
        label = TaskLabel(TaskKind.STEP, action=action)
        async with self._works.report_task(label) as work:
            work.total = len(command.samples)
            for number, sample in enumerate(dict.fromkeys(command.samples)):
                target = (number, found.get(sample))
                await self._edit_one(command, action, target, outcome, seen)
                work.done = number + 1
        done = {one.sample for one in outcome.changed} | {one.sample for one in outcome.refused}
        outcome.refused += (
            RefusedEdit(one, found[one].path, Hindrance.CANCELLED, "cancelled")
            for one in dict.fromkeys(command.samples)
            if one not in done and one in found
        )
        report = EditReport(
            command.edit,
            tuple(outcome.changed),
            tuple(outcome.refused),
            work.cancelled,
            command.dry,
        )
        with trio.CancelScope(shield=True):
            await self._finish(command, action, outcome, report)

    async def _edit_one(
        self,
        command: library.EditSamples,
        action: Action,
        target: tuple[int, Sample | None],
        outcome: _Outcome,
        seen: set[bytes],
    ) -> None:
        number, sample = target
        if sample is None:
            missing = RefusedEdit(
                command.samples[number], b"", Hindrance.FILE, "not in the library"
            )
            outcome.refused.append(missing)
            return
        try:
            real = await self._thread(partial(_target, sample, seen, force=command.force))
            await self._check_writable(real)
            seen.add(real)
            if command.dry:
                await self._thread(partial(_check, real, command.edit))
                outcome.changed.append(ChangedFile(sample.id, sample.path))
                return
            place = whole_file.temporary_path(Path(os.fsdecode(real)))
            contents = partial(ledger.known_contents, paths=(real,))
            known = (await self._store.rows.read(contents)).get(real)
            rendering = partial(_rendered, real, command, place, known)
            made = await self._thread(rendering)
            if not command.force and not _is_as_scanned(sample, made.facts):
                await self._thread(partial(place.unlink, missing_ok=True))
                raise NotEdited(Hindrance.CHANGED, CHANGED)  # between the check and the reading
        except NotEdited as error:
            outcome.refused.append(
                RefusedEdit(sample.id, sample.path, error.hindrance, error.reason)
            )
            return
        with trio.CancelScope(shield=True):  # short, and must be completed
            file = EditedFile(
                number,
                sample.id,
                real,
                made.before,
                made.after,
                made.positions,
                bytes(made.place),
            )
            await self._replace(action, sample, file, made, outcome)

    async def _check_writable(self, path: bytes) -> None:
        """Check that a file may be replaced.

        Raises:
            NotEdited: It is in a read-only source.
        """
        roots = await self._store.rows.read(protection.read_only_roots)
        try:
            protection.check_outside(roots, path)
        except LibraryError as error:
            raise NotEdited(Hindrance.FILE, str(error)) from error

    async def _replace(
        self, action: Action, sample: Sample, file: EditedFile, made: Rendered, outcome: _Outcome
    ) -> None:
        names = (await trio.Path(os.fsdecode(file.path)).stat()).st_nlink
        begin = partial(ledger.begin, action=action, step=outcome.step, file=file)
        outcome.step = await self._store.writer.write(begin, durable=True)
        before = len(outcome.refused)
        await self._exchange(file, outcome, back=False, known=made.facts)
        if len(outcome.refused) > before:
            return
        sizes = (made.facts.size, made.size)
        versions = partial(ledger.add_versions, file=file, sizes=sizes, action=action)
        await self._store.writer.write(versions, durable=True)
        notes = list(made.notes)
        if names > 1:
            notes.append(f"the old sound stays under {count_noun(names - 1, 'other name')}")
        outcome.changed.append(ChangedFile(sample.id, sample.path, tuple(notes)))

    async def restore(self, command: library.RestoreVersion) -> None:
        """Give a file the content of one of its versions, as a step.

        Raises:
            LibraryError: The database cannot be read or written, or there is no such version.
        """
        found = await self._samples((command.sample,))
        sample = found[0] if found else None
        row = await self._store.rows.read(
            partial(ledger.version_of, sample=command.sample, version=command.version)
        )
        if sample is None or row is None:
            raise LibraryError("that version is not known any more")
        outcome = _Outcome()
        action = samples_action(ActionKind.RESTORE_VERSION, [os.path.basename(sample.path)])
        try:
            path = await self._thread(partial(_target, sample, set(), force=command.force))
            await self._check_writable(path)
            size = (await trio.Path(os.fsdecode(path)).stat()).st_size
            before = await self._thread(partial(sha256, path))
            if before == row[0]:
                raise NotEdited(Hindrance.SAME, "the file has that content already")
            place = whole_file.temporary_path(Path(os.fsdecode(path)))
            positions = await self._positions(sample, row[0])
            file = EditedFile(0, sample.id, path, before, row[0], positions, bytes(place))
        except NotEdited as error:
            about = RefusedEdit(sample.id, sample.path, error.hindrance, error.reason)
            outcome.refused.append(about)
        else:
            with trio.CancelScope(shield=True):
                begin = partial(ledger.begin, action=action, step=None, file=file)
                outcome.step = await self._store.writer.write(begin, durable=True)
                await self._exchange(file, outcome, back=False, known=None)
                if outcome.files:
                    sizes = (size, row[1])
                    versions = partial(ledger.add_versions, file=file, sizes=sizes, action=action)
                    await self._store.writer.write(versions, durable=True)
                    outcome.changed.append(ChangedFile(sample.id, sample.path))
        report = EditReport(None, tuple(outcome.changed), tuple(outcome.refused))
        with trio.CancelScope(shield=True):
            await self._finish(command, action, outcome, report)

    async def _positions(self, sample: Sample, digest: bytes) -> Positions:
        """Return where frames are in another version, as far as its steps are in the journal."""
        path = partial(ledger.positions_to, sample=sample.id, digest=digest)
        return await self._store.rows.read(path) or Positions.unchanged(int(sample.frames))

    async def undo_or_redo(self, step: Step, *, back: bool, force: bool) -> Notice:
        """Undo or redo a step; return the notice of it.

        Raises:
            LibraryError: The database cannot be read or written.
        """
        files = await self._store.rows.read(partial(ledger.files_of, step=step.id))
        found = {one.id: one for one in await self._samples([one.sample for one in files])}
        outcome = _Outcome(step)
        notice = _undo_notice(step, outcome, len(files), back=back)
        places: dict[int, bytes] = {}
        now: list[EditedFile] = []
        for file in files:
            try:
                path = await self._thread(partial(_present, found.get(file.sample)))
                await self._check_writable(path)
            except NotEdited as error:
                outcome.left.add(file.number)
                if error.hindrance is Hindrance.GONE:
                    outcome.lost.add(file.number)
                about = RefusedEdit(file.sample, file.path, error.hindrance, error.reason)
                outcome.refused.append(about)
                continue
            place = whole_file.temporary_path(Path(os.fsdecode(path)))
            places[file.number] = bytes(place)
            now.append(replace(file, path=path, place=bytes(place)))
        begin = partial(ledger.begin_undo, step=step, places=places, back=back)
        with trio.CancelScope(shield=True):
            await self._store.writer.write(begin, durable=True)
            for file in now:
                known = await self._known(file.path, file.after if back else file.before)
                await self._exchange(file, outcome, back=back, known=known, force=force)
            notice = _undo_notice(step, outcome, len(files), back=back)
            await self._complete(outcome, back=back, lost=outcome.lost, notice=notice)
        if outcome.refused:
            await self._events.send(library.UndoRefused(back, tuple(outcome.refused)))
        return notice

    async def _exchange(
        self,
        file: EditedFile,
        outcome: _Outcome,
        *,
        back: bool,
        known: Facts | None,
        force: bool = False,
    ) -> None:
        """Exchange one file and store its new content, or note why not."""
        step = outcome.step
        if step is None:
            raise RuntimeError("no file is exchanged before its step is in the journal")
        before, after = (file.after, file.before) if back else (file.before, file.after)
        shared = partial(ledger.is_shared, digest=after, sample=file.sample)
        place = Path(os.fsdecode(file.place))
        both = Exchange(file.path, before, after, place, shared=await self._store.rows.read(shared))
        entries = await self._store.rows.read(partial(ledger.known_contents, paths=(before, after)))
        by_hash = dict(entries.values())
        async with self._scans.file_lock:
            try:
                work = partial(exchange.carry_out, both, self._originals, known, by_hash)
                try:
                    facts = await self._thread(work)
                except ChangedOutside:
                    if not force:
                        raise
                    facts = await self._thread(partial(self._forced, both, by_hash))
            except ChangedOutside:
                self._not_exchanged(file, both, outcome, Hindrance.CHANGED, ELSEWHERE)
                return
            except OSError as error:
                reason = error.strerror if error.errno is None else write_error_reason(error)
                self._not_exchanged(file, both, outcome, Hindrance.FILE, reason or str(error))
                return
            contents = await self._contents(file)
            known_now = {file.path: (after, facts)} if facts is not None else {}
            for digest in (before, after):
                if (entry := self._originals.facts(digest)) is not None:
                    known_now[digest] = (digest, entry)
            store = partial(
                ledger.replaced,
                step=step,
                file=file,
                contents=contents,
                known=known_now,
            )
            changed = await self._store.writer.write(store, durable=True)
        outcome.files.append(file)
        await self._events.send(library.SamplesChanged(changed))

    def _forced(self, both: Exchange, entries: dict[bytes, Facts]) -> Facts | None:
        """Exchange a file that another program changed: what it wrote is kept as well."""
        own = sha256(both.path)
        return exchange.carry_out(replace(both, before=own), self._originals, None, entries)

    def _not_exchanged(
        self, file: EditedFile, both: Exchange, outcome: _Outcome, kind: Hindrance, reason: str
    ) -> None:
        logger.info("not replaced: {!r}: {}", file.path, reason)
        exchange.abandon(both, self._originals)
        outcome.left.add(file.number)
        if not os.path.lexists(file.path):
            outcome.lost.add(file.number)
        outcome.refused.append(RefusedEdit(file.sample, file.path, kind, reason))

    async def _contents(self, file: EditedFile) -> list[tuple[SampleId, Content]]:
        """Read the new content, for every sample that is a name of this file."""
        found = await self._store.rows.read(partial(ledger.names_of, sample=file.sample))
        return await self._thread(partial(_read, file.path, found))

    async def _complete(
        self,
        outcome: _Outcome,
        *,
        back: bool,
        lost: set[int],
        notice: Notice | None = None,
    ) -> None:
        step = outcome.step
        if step is None:
            return
        left = outcome.left - lost
        complete = partial(ledger.complete, step=step, back=back, left=left, lost=lost)
        await self._store.writer.write(complete, durable=True)
        if notice is None:
            notice = Notice(NoticeKind.DONE, about=step.action)
        event: library.Event = library.NothingDone(notice)
        if outcome.files:
            pairs = [(one, back) for one in outcome.files]
            changed = await self._store.rows.read(partial(ledger.edited, files=pairs))
            event = library.StepDone(notice, changed, undone=back)
        await self._history.send_event(event)

    async def _finish(
        self,
        command: library.EditCommand,
        action: Action,
        outcome: _Outcome,
        report: EditReport,
    ) -> None:
        notice = _notice(action, report)
        if outcome.step is not None:
            await self._complete(
                outcome, back=False, lost=outcome.left | outcome.lost, notice=notice
            )
        elif not report.dry:
            await self._events.send(library.NothingDone(notice))
        await self._events.send(library.EditEnded(command.ticket, report))
        if isinstance(command, library.EditSamples) and command.reply_to is not None:
            with command.reply_to as reply:
                reply.send(report)

    async def _was_undone(self, step: Step) -> bool:
        sql = "SELECT undone FROM step WHERE id = ?"
        row = await self._store.rows.read(
            lambda connection: connection.execute(sql, (step.id,)).fetchone()
        )
        return bool(row and row[0])

    async def _known(self, path: bytes, digest: bytes) -> Facts | None:
        """Return the facts of a file when it had a content; `None`: not known."""
        found = await self._store.rows.read(partial(ledger.known_contents, paths=(path,)))
        known = found.get(path)
        return known[1] if known is not None and known[0] == digest else None

    async def _samples(self, wanted: Sequence[SampleId]) -> tuple[Sample, ...]:
        return await self._store.rows.read(partial(samples.by_ids, ids=wanted))

    async def _thread(self, work: Callable[[], Answer]) -> Answer:
        # Not abandoned on cancel: no thread may go on replacing files.
        return await trio.to_thread.run_sync(work, limiter=self._thread_of_ours)


def _notice(action: Action, report: EditReport) -> Notice:
    """Return the notice of an edit."""
    refused = [one for one in report.refused if one.hindrance is not Hindrance.CANCELLED]
    same = [one for one in refused if one.hindrance is Hindrance.SAME]
    if report.changed and len(same) == len(refused) and not report.cancelled:
        refused = []  # what has that level already is as it was wanted
    reason = refused[0].reason if refused else ""
    if report.cancelled and not report.changed:
        return Notice(NoticeKind.CANCELLED, about=action)
    if not refused and not report.cancelled:
        notes = [note for one in report.changed for note in one.notes]
        notes += (f"{len(same)} unchanged: {one.reason}" for one in same[:1])
        return Notice(NoticeKind.DONE, about=action, reason=notes[0] if notes else "")
    total = len(report.changed) + len(report.refused)
    return Notice(
        NoticeKind.PARTLY_DONE,
        count=len(report.changed),
        total=total,
        reason=reason or "cancelled",
        about=action,
    )


def _undo_notice(step: Step, outcome: _Outcome, total: int, *, back: bool) -> Notice:
    if not outcome.refused:
        kind = NoticeKind.UNDONE if back else NoticeKind.REDONE
        return Notice(kind, about=step.action)
    return Notice(
        NoticeKind.PARTLY_UNDONE if back else NoticeKind.PARTLY_DONE,
        count=len(outcome.files),
        total=total,
        reason=outcome.refused[0].reason,
        about=step.action,
    )


# ---------------------------------------------------------------- file I/O, in a thread


def _present(sample: Sample | None) -> bytes:
    """Return the path of a sample's file, links resolved.

    Raises:
        NotEdited: It cannot be replaced; the reason says why.
    """
    if sample is None:
        raise NotEdited(Hindrance.GONE, "it is not in the library any more")
    if not os.path.exists(sample.path):
        offline = sample.missing and not os.path.isdir(os.path.dirname(sample.path))
        kind = Hindrance.FILE if offline else Hindrance.GONE
        raise NotEdited(kind, "its drive is not there" if offline else "it is missing")
    real = os.path.realpath(sample.path)
    status, folder = os.stat(real), os.path.dirname(real)
    if not stat.S_ISREG(status.st_mode):
        raise NotEdited(Hindrance.FILE, "it is not a file")
    if not status.st_mode & 0o222 or not os.access(real, os.W_OK):
        raise NotEdited(Hindrance.FILE, "it is read-only")
    if not os.stat(folder).st_mode & 0o222 or not os.access(folder, os.W_OK | os.X_OK):
        raise NotEdited(Hindrance.FILE, "its folder is read-only")
    return real


def _target(sample: Sample, seen: set[bytes], *, force: bool) -> bytes:
    """Return the path of a file to be edited, links resolved.

    Raises:
        NotEdited: It cannot be edited; the reason says why.
    """
    real = _present(sample)
    if real in seen:
        raise NotEdited(Hindrance.SAME, "it is another name of a file that was just edited")
    if not force and not _is_as_scanned(sample, Facts.of(os.stat(real))):
        raise NotEdited(Hindrance.CHANGED, CHANGED)
    return real


def _is_as_scanned(sample: Sample, facts: Facts) -> bool:
    return (sample.size, sample.mtime_ns) == (facts.size, clamp_time(facts.mtime_ns))


def _check(real: bytes, edit: Edit) -> None:
    from actors.library.edits.renderer import check  # when the first file is edited

    check(real, edit)


def _rendered(
    real: bytes, command: library.EditSamples, place: Path, known: Known | None
) -> Rendered:
    from actors.library.edits.renderer import render  # when the first file is edited

    def pause(_frames: int) -> None:
        trio.from_thread.check_cancelled()

    return render(real, command.edit, place, pause, keep_time=command.keep_time, known=known)


def _read(path: bytes, found: Sequence[Sample]) -> list[tuple[SampleId, Content]]:
    """Read a file for each of its samples."""
    folder, name = os.path.split(path)
    status = os.stat(path)
    entry = Entry(b"", name, status.st_size, clamp_time(status.st_mtime_ns))
    try:
        content = read_content(folder, entry)
    except Vanished as error:
        raise LibraryError("the file vanished while it was edited") from error
    return [
        (one.id, content) for one in found if os.path.realpath(one.path) == os.path.realpath(path)
    ]
