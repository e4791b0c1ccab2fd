"""Handling of each command on an open library."""

from __future__ import annotations

import math
import os
import sqlite3
from collections.abc import Awaitable, Callable, Hashable
from contextlib import suppress
from contextvars import ContextVar
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import assert_never

import trio
from loguru import logger

from actors.kernel.jobs import Jobs
from actors.kernel.mailbox import Address, request_in
from actors.library import (
    backups,
    copies,
    erasure,
    handover,
    hot_folders,
    pasting,
    path_places,
    source_options,
    versions,
)
from actors.library.batches import plan_renaming
from actors.library.clips import save_clip, save_spans, save_take
from actors.library.derived import analysis, identical_copies, types
from actors.library.derived.features import handle_features, handle_paths
from actors.library.derived.hashing import Hashing, Pace
from actors.library.derived.list_index import ListIndex
from actors.library.edit_steps import EditOperations
from actors.library.errors import HotFolderRefused, LibraryError, RootRefused
from actors.library.exports import Exports
from actors.library.file_steps import FileOperations
from actors.library.following import follow
from actors.library.history import searches
from actors.library.imports import Imports
from actors.library.query import areas, folders, sample_ids, samples, traits
from actors.library.query.areas import Held
from actors.library.roots import Roots
from actors.library.scans import Scans
from actors.library.search_texts import SearchTexts
from actors.library.source_steps import SourceSteps
from actors.library.spare_memory import SpareMemory
from actors.library.step_queue import StepQueue
from actors.library.steps import History
from actors.library.store import Store
from actors.library.view_state import ViewStateStore
from actors.library.watch.service import Watching
from actors.library.work import TaskReporter
from actors.messages import library
from models.library.file_name import display_name
from models.library.samples import SampleIds
from models.library.scan_scope import WHOLE
from models.state.notice import Notice, NoticeKind
from models.state.task_label import TaskKind, TaskLabel

_COMMAND: ContextVar[library.Command | None] = ContextVar("command", default=None)
"""Command that the current task, or the one that started it, is handling."""
SETTLED, HOUR = 20.0, 3_600.0
"""Seconds after start-up until the first check for a daily backup, and between checks."""


Work = Callable[[], Awaitable[object]]
Decision = tuple[library.Command | None, Work]
"""Work that stores something, and its command."""
PROGRAMMED = (
    library.CorrectType
    | library.SaveSearch
    | library.RenameSearch
    | library.RemoveSearch
    | library.ResetTriage
)
"""Steps that command-line programs make, too."""
AnswerCommand = (
    library.FeatureCommand
    | library.ChunkCommand
    | library.PathCommand
    | library.TypeCommand
    | library.AnalysisCommand
    | library.HandoffCommand
    | library.VersionCommand
    | library.ReadSearches
)
"""Requests that are answered beside other work, any number at a time."""
OtherCommand = (
    AnswerCommand
    | library.ReadExport
    | library.ExportCollection
    | library.Clip
    | library.SaveSpans
    | library.KeepTake
    | library.HotFolderCommand
    | library.PasteFiles
    | library.CollectFiles
    | library.FindPredecessor
    | library.ImportPredecessor
    | library.DeclineImport
    | library.CompleteImport
    | library.SourceOptionCommand
    | library.ReadTraits
    | library.FetchIdenticalCopies
    | library.KeepCopies
    | library.RelinkSource
)


class CommandHandler:
    """Dispatches commands; long work runs in background jobs, one per key, newest wins."""

    def __init__(self, store: Store, events: Address[library.Event], jobs: Jobs) -> None:
        self._store = store
        self._events = events
        self._jobs = jobs
        self._history = History(store, events)
        self._scans = Scans(store, events, jobs, self._history.send_changes)
        self._roots = Roots(store)
        self._works = TaskReporter(events, jobs)
        self._filing = FileOperations(store, events, self._history, self._scans, self._works)
        self._decide, self._decisions = trio.open_memory_channel[Decision](math.inf)
        self._save, self._clips = trio.open_memory_channel[Decision](math.inf)
        self._imports = Imports(store, events, self._works)
        self._memory = ViewStateStore(store)
        self._watching = Watching(store, events, self._scans, self._roots)
        self._texts = SearchTexts(store, events, jobs)
        self._sources = SourceSteps(
            store, events, self._history, self._roots, self._scans, self._watching, self._texts
        )
        self._editing = EditOperations(store, events, self._history, self._scans, self._works)
        self._queue = StepQueue(
            store, events, self._history, self._filing, self._editing, self._sources, self._works
        )
        self._exports = Exports(store, events, jobs)
        self._lists = sample_ids.Lists()
        self._serial = count()

    async def begin(self, pace: Pace, *, resume: bool) -> None:
        """Send the initial events and start the permanent background jobs.

        Args:
            pace: Of background hashing.
            resume: Complete steps that a crash interrupted.

        Raises:
            LibraryError: The database cannot be read.
        """
        await follow(self._store)  # a crash may have interrupted it
        await self._roots.check_all()
        left = await self._filing.interrupted()
        self._jobs.start(
            "steps", partial(self._guarded, partial(self._queue.run, left, resume=resume))
        )
        self._jobs.start("decisions", partial(self._carry_out_all, self._decisions))
        self._jobs.start("clips", partial(self._carry_out_all, self._clips))
        if (unfinished := await self._imports.begin()) is not None:
            self._beside("import", partial(self._import, unfinished))
        await self._events.send(await self._memory.read())
        await self._sources.send_sources()
        await self._history.send_changes()
        if self._store.warning and not await self._imports.ever_imported():
            await self._events.send(library.LibraryFailed(self._store.warning))
        self._jobs.start("backup", self._back_up)
        self._jobs.start("tidying", partial(handover.tidy, self._store))
        self._texts.start()  # a crash may have interrupted it
        self._jobs.start("list index", ListIndex(self._store, self._scans.count).run)
        self._jobs.start("spare memory", SpareMemory(self._store).run)
        self._jobs.start("watching", self._watching.run)
        self._jobs.start("hashing", Hashing(self._store, self._events, self._scans.count, pace).run)

    async def handle(self, command: library.Command) -> None:
        """Handle a command, directly or in a background job."""
        _COMMAND.set(command)
        if isinstance(command, library.StepCommand):
            self._in_turn(partial(self._make, command))
            return
        match command:
            case library.AddSource():
                self._beside(("add", command.root), partial(self._add, command))
            case library.RemoveSource():
                self._beside(("remove", command.source), partial(self._sources.remove, command))
            case library.NarrowSource():
                self._beside(("remove", command.source), partial(self._sources.narrow, command))
            case library.Forget():
                self._beside(("forget", command.path), partial(self._forget, command))
            case library.Scan():
                self._scans.start(command.ticket, command.source, full=command.full)
            case library.CancelScan():
                self._scans.cancel(command.ticket)
                self._exports.cancel(command.ticket)
                self._works.cancel(command.ticket)
            case library.List():
                members = command.query.collection is not None
                self._beside(("list", members), partial(self._list, command))
            case library.Count():
                self._beside("count", partial(self._count, command))
            case library.ReadRows():
                await self._guarded(partial(self._read_rows, command))
            case library.ReadFolders():
                self._beside(("folders", command.source), partial(self._read_folders, command))
            case library.StoreViewState():
                self._memory.buffer(command)
                self._beside("memory", self._memory.write_soon)
            case library.Export():
                self._beside(("export", next(self._serial)), partial(self._export, command))
            case library.StoreSampleError():
                self._in_turn(partial(self._store_sample_error, command))
            case library.RescanFolderOf():
                self._beside(
                    ("look again", command.sample), partial(self._rescan_folder_of, command)
                )
            case library.PlanRenaming():
                self._beside(("names", command.ticket), partial(self._plan_renaming, command))
            case (
                library.RenameSample()
                | library.RenameSamples()
                | library.MoveSamples()
                | library.BringIn()
                | library.Deliver()
                | library.TrashSamples()
                | library.NewFolder()
                | library.RenameFolder()
                | library.MoveFolder()
                | library.TrashFolder()
                | library.EditSamples()
                | library.RestoreVersion()
                | library.GoToStep()
            ):
                self._queue.enqueue(command)
            case library.Undo() | library.Redo():
                self._in_turn(partial(self._queue.undo_or_redo, command))
            case _:
                await self._handle_other(command)

    def _work_of(self, command: AnswerCommand) -> Work:
        """Return the work that answers a request."""
        if isinstance(command, library.FeatureCommand | library.ChunkCommand):
            return partial(handle_features, self._store, command)
        if isinstance(command, library.PathCommand):
            return partial(handle_paths, self._store, self._lists, command)
        if isinstance(command, library.ReadSearches):
            return partial(self._read_searches, command)
        if isinstance(command, library.TypeCommand):
            return partial(types.handle_types, self._store, self._events, command)
        if isinstance(command, library.AnalysisCommand):
            return partial(analysis.handle_analysis, self._store, self._events, command)
        if isinstance(command, library.HandoffCommand):
            return partial(self._hand_over, command)
        return partial(versions.handle, command, self._store, self._events, self._history)

    async def _handle_other(self, command: OtherCommand) -> None:
        """Handle the rarer commands."""
        if isinstance(command, AnswerCommand):
            self._beside(("answer", next(self._serial)), self._work_of(command))
            return
        match command:
            case library.KeepCopies():
                self._beside(
                    ("copies", next(self._serial)),
                    partial(copies.keep_copies, command, self._store, self._history),
                )
            case library.ReadExport():
                await self._guarded(partial(self._exports.read, command))
            case library.ExportCollection():
                self._exports.start(command)
            case library.Clip():
                # Not in the queue of decisions, as a drive may be slow, but in order.
                self._save.send_nowait((command, partial(self._clip, command)))
            case library.SaveSpans():
                self._save.send_nowait((command, partial(self._save_spans, command)))
            case library.KeepTake():
                self._save.send_nowait((command, partial(self._keep_take, command)))
            case library.PasteFiles():
                self._beside(("paste", next(self._serial)), partial(self._paste, command))
            case library.ReadHotFolder():
                self._in_turn(partial(self._read_hot_folder, command))
            case library.SendFiles():
                self._beside(("send", next(self._serial)), partial(self._send, command))
            case library.CollectFiles():
                self._in_turn(partial(self._collect_files, command))
            case library.FindPredecessor():
                self._beside("look", self._imports.find_predecessor)
            case library.ImportPredecessor():
                self._beside("import", partial(self._import, command))
            case library.DeclineImport():
                self._in_turn(self._imports.decline)
            case library.CompleteImport():
                self._in_turn(self._imports.complete)
            case library.ReadTraits():
                self._beside("traits", self._read_traits)
            case library.FetchIdenticalCopies():
                self._beside(
                    ("identical copies", next(self._serial)),
                    partial(self._identical_copies, command),
                )
            case library.FetchSources() | library.SetSourceOptions():
                self._beside(
                    ("source options", next(self._serial)),
                    partial(source_options.handle, command, self._store, self._sources),
                )
            case library.RelinkSource():
                self._beside(("relink", command.source), partial(self._relink, command))
            case _:
                assert_never(command)

    async def end(self) -> None:
        """Complete pending writes."""
        with suppress(trio.WouldBlock):
            while True:
                await self._carry_out(self._decisions.receive_nowait())
        await self._guarded(self._memory.write)

    def _in_turn(self, work: Work) -> None:
        """Queue work that stores something behind earlier work; reads do not wait."""
        self._decide.send_nowait((_COMMAND.get(), work))

    async def _carry_out_all(self, decisions: trio.MemoryReceiveChannel[Decision]) -> None:
        async for decision in decisions:
            await self._carry_out(decision)

    async def _carry_out(self, decision: Decision) -> None:
        command, work = decision
        _COMMAND.set(command)
        await self._guarded(work)

    def _beside(self, key: Hashable, work: Work) -> None:
        self._jobs.start(key, partial(self._guarded, work))

    async def _guarded(self, work: Work) -> None:
        try:
            await work()
        except LibraryError as error:
            logger.opt(exception=error).info("a command failed: {}", error)
            command = _COMMAND.get()
            if (question := request_in(command)) is not None:
                question.refuse(str(error))
            await self._events.send(library.LibraryFailed(str(error), command))

    async def _back_up(self) -> None:
        """Back up the library once a day, after start-up."""
        path = self._store.path
        while True:
            await trio.sleep(SETTLED)
            now = datetime.now().astimezone()
            try:
                if await trio.to_thread.run_sync(backups.is_due, path, now):
                    await self._copy(path, now)
            except (OSError, sqlite3.Error) as error:
                logger.warning("daily backup failed: {}", error)
            await trio.sleep(HOUR)

    async def _copy(self, path: Path, now: datetime) -> None:
        reason = ""
        async with self._works.report_task(TaskLabel(TaskKind.BACK_UP)):
            copy = partial(backups.back_up, path, now, trio.from_thread.check_cancelled)
            reason = await trio.to_thread.run_sync(copy)
        if reason:
            text = f"the library is damaged ({reason}): it is restored at the next start"
            await self._events.send(library.LibraryFailed(text))

    async def _add(self, command: library.AddSource) -> None:
        try:
            root = await self._roots.locate(command.root)
        except RootRefused as error:
            logger.info("source refused: {}", error)
            await self._events.send(library.SourceRefused(command.root, str(error)))
            return
        await self._sources.stop_scans(root)
        held, merged = await self._add_root(root)
        await self._sources.changed()
        if held.folder or merged:
            notice = _contained(held) if held.folder else None
            added = library.SourceAdded(command.ticket, held.source, held.folder, notice)
            await self._events.send(added)
        parts = {held.folder: True} if held.folder else WHOLE
        self._scans.start(command.ticket, held.source, parts, full=command.full, merged=merged)

    async def _add_root(self, root: bytes) -> tuple[Held, tuple[bytes, ...]]:
        """Add a folder; return where it is, and the roots of the sources that it merged."""
        added = await self._roots.add_root(root)
        if added.step is not None:
            await self._history.send_event(added.step)
        return added.held, added.merged

    async def _forget(self, command: library.Forget) -> None:
        missing = command.missing_only
        reply = partial(library.Forgotten, command.path, missing_only=missing)
        if not command.confirmed:
            look = partial(erasure.preview, path=command.path, missing_only=missing)
            counted = await self._store.rows.read(look)
            await self._events.send(reply(counted, erased=False))
            return
        await self._sources.stop_scans(command.path)
        work = partial(erasure.erase, path=command.path, missing_only=missing)
        counted = await self._store.writer.write(work, durable=True)
        await self._sources.changed()
        await self._events.send(reply(counted, erased=True))

    async def _read_traits(self) -> None:
        found = await self._store.rows.read(traits.all_traits)
        await self._events.send(library.TraitsRead(found))

    async def _read_searches(self, command: library.ReadSearches) -> None:
        found = await self._store.rows.read(searches.listed)
        if command.reply_to is not None:
            command.reply_to.send(found)
        else:
            await self._events.send(library.SearchesRead(found))

    async def _relink(self, command: library.RelinkSource) -> None:
        await self._scans.stop(command.source)
        found: list[Held] = []
        async with self._works.report_task(TaskLabel(TaskKind.RELOCATE)):
            found.append(await self._roots.relink(command.source, command.root))
        if not found:
            if command.reply_to is not None:
                command.reply_to.refuse("cancelled")
            return
        held = found[0]
        await self._sources.changed()
        root = os.path.join(held.root, held.folder).rstrip(b"/")
        await self._events.send(library.SourceRelinked(held.source, root))
        if command.reply_to is not None:
            command.reply_to.send(True)

    async def _make(self, command: library.StepCommand) -> None:
        await self._history.run_command(command)
        if isinstance(command, PROGRAMMED) and command.reply_to is not None:
            command.reply_to.send(True)

    async def _clip(self, command: library.Clip) -> None:
        held = await save_clip(command, self._store, self._hold_clips, self._history)
        await self._sources.send_sources()
        await self._events.send(library.SamplesAdded(held.source))

    async def _keep_take(self, command: library.KeepTake) -> None:
        held, path = await save_take(command, self._store, self._hold_clips, self._history)
        await self._sources.send_sources()
        await self._events.send(library.TakeKept(command.take, path))
        await self._events.send(library.SamplesAdded(held.source))

    async def _save_spans(self, command: library.SaveSpans) -> None:
        saved = await save_spans(command, self._store, self._hold_clips, self._history, self._works)
        if saved is not None:
            held, paths = saved
            await self._sources.send_sources()
            await self._events.send(library.SamplesAdded(held.source))
            if command.reply_to is not None:
                command.reply_to.send(paths)
        elif command.reply_to is not None:
            command.reply_to.refuse("cancelled")

    async def _plan_renaming(self, command: library.PlanRenaming) -> None:
        await self._events.send(await plan_renaming(command, self._store))

    async def _hand_over(self, command: library.HandoffCommand) -> None:
        found: library.Event
        if isinstance(command, library.LocatePaths):
            found = await path_places.locate_paths(command, self._store)
        elif isinstance(command, library.RenderSpan):
            found = await handover.render_span(command, self._store)
        else:
            found = await handover.locate(command, self._store)
        await self._events.send(found)

    async def _paste(self, command: library.PasteFiles) -> None:
        bring_in = await pasting.copy_files(command, self._store, self._works)
        if bring_in is not None:
            self._queue.enqueue(bring_in)

    async def _read_hot_folder(self, command: library.ReadHotFolder) -> None:
        read = partial(hot_folders.read_hot_folder, command=command)
        await self._events.send(await self._store.rows.read(read))

    async def _send(self, command: library.SendFiles) -> None:
        try:
            deliver = await hot_folders.copy_sounds(command, self._store, self._works)
        except HotFolderRefused as error:
            logger.info("not sent to a hot folder: {}", error)
            await self._events.send(
                library.HotFolderRefused(str(error), command, missing=error.missing)
            )
            return
        if deliver is not None:
            self._queue.enqueue(deliver)

    async def _collect_files(self, command: library.CollectFiles) -> None:
        real = await trio.to_thread.run_sync(pasting.resolve_links, command)
        await self._history.record(partial(pasting.collect_files, command=real))

    async def _hold_clips(self, folder: bytes) -> Held:
        """Add the folder of clips to the library; a new one is scanned in the background."""
        root = await self._roots.locate(folder)
        area = await self._store.rows.read(partial(areas.holder, path=root))
        if area is None:
            await self._sources.stop_scans(root)
        held, _ = await self._add_root(root)
        if area is None:
            await self._sources.send_sources(quiet=True)  # before any other event mentions it
            await self._sources.changed()
            self._beside(("clips", held.source), partial(self._scans.rescan, held.source, WHOLE))
        return held

    async def _import(self, command: library.ImportPredecessor) -> None:
        outcome = await self._imports.carry_out(command)
        await follow(self._store)
        await self._roots.check_all()
        self._watching.sources_changed()
        self._texts.start()
        await self._sources.send_sources()
        await self._history.send_changes()
        await self._events.send(outcome)

    async def _list(self, command: library.List) -> None:
        version = self._store.writer.version
        answer = partial(self._lists.run_query, query=command.query, version=version)
        found = await self._store.lists.read(answer)
        await self._events.send(
            library.Listed(command.ticket, SampleIds(found.ids), found.respelled, found.elsewhere)
        )

    async def _count(self, command: library.Count) -> None:
        count = partial(
            self._lists.count,
            query=command.query,
            ids=None if command.ids is None else command.ids.array,
            version=self._store.writer.version,
            types=command.types,
        )
        counts = await self._store.lists.read(count)
        whole = command.query if command.ids is None else None
        await self._events.send(library.Counted(command.ticket, counts, whole))

    async def _read_rows(self, command: library.ReadRows) -> None:
        while True:
            version = self._store.writer.version
            rows = await self._store.rows.read(partial(samples.by_ids, ids=command.ids))
            if version == self._store.writer.version:  # else `SamplesChanged` was sent before
                break
        await self._events.send(library.RowsRead(command.ticket, command.first, rows))

    async def _read_folders(self, command: library.ReadFolders) -> None:
        tree = await self._store.lists.read(partial(folders.folder_tree, source=command.source))
        await self._events.send(library.FoldersRead(command.source, tree))

    async def _export(self, command: library.Export) -> None:
        with command.reply_to as reply:
            reply.send(await self._store.lists.read(samples.all_samples))

    async def _identical_copies(self, command: library.FetchIdenticalCopies) -> None:
        with command.reply_to as reply:
            reply.send(await identical_copies.find_identical_copies(self._store, reply.beat))

    async def _store_sample_error(self, command: library.StoreSampleError) -> None:
        work = partial(samples.store_error, sample=command.sample, reason=command.reason)
        if changed := await self._store.writer.write(work):
            await self._events.send(library.SamplesChanged(changed))

    async def _rescan_folder_of(self, command: library.RescanFolderOf) -> None:
        work = partial(samples.place_of, sample=command.sample)
        if (place := await self._store.rows.read(work)) is not None:
            source, folder = place
            await self._scans.rescan(source, {folder: False})


def _contained(held: Held) -> Notice:
    called = display_name(held.root)
    return Notice(NoticeKind.SOURCE_CONTAINED, display_name(held.folder), to=called)
