"""Import from the predecessor: offered once, run on request."""

from __future__ import annotations

import sqlite3
import time
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import trio
from loguru import logger

from actors.kernel.mailbox import Address
from actors.library.errors import LibraryError
from actors.library.predecessor.pending import forget_pending, pending_import
from actors.library.query import sources
from actors.library.store import Store
from actors.library.work import TaskReporter
from actors.messages import library
from models.audio.clock import count_noun
from models.audio.units import SourceId
from models.library.file_name import decode_path
from models.library.stored_json import Fields, load_json
from models.predecessor import choices
from models.predecessor.report import ImportReport
from models.state.task_label import TaskKind, TaskLabel

if TYPE_CHECKING:
    from actors.library.predecessor.plan import Plan

DECLINED = "import declined"
"""Key in the `memory` table: the user declined the offer at the first start."""
STEP = 0.005
"""Seconds per write transaction: the longest time that a user decision has to wait."""
REPORTS = "imports"
"""Folder of import reports."""


class Imports:
    """Handles the commands about the predecessor."""

    def __init__(self, store: Store, events: Address[library.Event], works: TaskReporter) -> None:
        self._store, self._events, self._works = store, events, works

    async def begin(self) -> library.ImportPredecessor | None:
        """Resend settings that a crash kept from the file; offer an import to an empty library.

        Returns:
            An interrupted import to be run again, or `None`.
        """
        if (left := await self._store.rows.read(pending_import)) is not None:
            return library.ImportPredecessor(*left)
        if pending := await self._store.rows.read(_unsettled):
            await self._events.send(
                library.ChoicesImported(choices.convert_settings(pending).settings)
            )
        elif await self._store.rows.read(_is_untouched):
            try:
                found = await self._looked()
            except LibraryError as error:
                logger.warning("not offered for import: {}", error)
            else:
                if found.places:
                    await self._events.send(found)
        return None

    async def ever_imported(self) -> bool:
        """Return whether anything was ever imported."""
        return bool(await self._store.rows.read(_is_done))

    async def find_predecessor(self) -> None:
        """Send what can be imported."""
        try:
            await self._events.send(await self._looked())
        except LibraryError as error:
            await self._events.send(library.ImportFailed(str(error)))

    async def decline(self) -> None:
        """Do not offer the import at start-up again."""
        work = partial(_remember, key=DECLINED, value="true")
        await self._store.writer.write(work, durable=True, keeps_lists=True)

    async def complete(self) -> None:
        """Store that the settings are in `config.toml`."""
        await self._store.writer.write(_settled, durable=True, keeps_lists=True)

    async def carry_out(
        self, command: library.ImportPredecessor
    ) -> library.Imported | library.ImportFailed:
        """Run the import; if anything cannot be read, nothing is changed."""
        from actors.library.predecessor.preview import nothing_found, plan_import  # hardly ever

        plan: Plan | None = None
        report: ImportReport | None = None
        home = Path(command.home.decode("utf-8", "surrogateescape")) if command.home else None
        folder = self._store.path.parent
        known = tuple(root.path for root in await self._store.rows.read(sources.source_roots))
        try:
            async with self._works.report_task(TaskLabel(TaskKind.IMPORT)) as work:
                plan = await trio.to_thread.run_sync(
                    plan_import, home, folder, known, abandon_on_cancel=True
                )
                if plan is not None:
                    report = await self._stored(plan, command.home)
            if report is None:
                await self._store.writer.write(forget_pending, durable=True)
            if work.cancelled:
                part = "; what was imported by then stays" if plan is not None else ""
                return library.ImportFailed(f"cancelled{part}")
            if plan is None or report is None:
                return library.ImportFailed(nothing_found(home))
        except LibraryError as error:
            logger.warning("nothing was imported: {}", error)
            return library.ImportFailed(str(error))
        path = ""
        if not report.already:
            path = await trio.to_thread.run_sync(_write_report, folder, report)
        logger.info("imported: {}; report: {}", report.summary, path)
        last = await self._store.rows.read(partial(_last, plan=plan))
        return library.Imported(report, _settings(plan), last, path)

    async def _stored(self, plan: Plan, home: bytes | None) -> ImportReport:
        """Store in steps, so that user decisions can be stored in between."""
        from actors.library.predecessor.storage import Storage  # hardly ever

        prepared = partial(Storage, plan, time.time(), home)
        store = await trio.to_thread.run_sync(prepared, abandon_on_cancel=True)
        step = partial(store.step, seconds=STEP)
        while (report := await self._store.writer.write(step, keeps_lists=True)) is None:
            pass
        # A durable write makes all earlier ones durable; it also invalidates lists.
        await self._store.writer.write(_touched, durable=True)
        return report

    async def _looked(self) -> library.PredecessorFound:
        from actors.library.predecessor.reader import read_installation  # at the first start

        installation = await trio.to_thread.run_sync(read_installation, None)
        words = ""
        if installation.places:
            sets = count_noun(len(installation.collections), "collection")
            words = f"{count_noun(len(installation.sources), 'source')}, {sets}"
        return library.PredecessorFound(words, installation.places)


def _settings(plan: Plan) -> library.SettingValues:
    return choices.convert_settings(plan.installation.choices).settings


def _last(connection: sqlite3.Connection, plan: Plan) -> SourceId | None:
    ids = {root.path: root.source for root in sources.source_roots(connection)}
    last = choices.text_setting(plan.installation.choices, "last_selected_source")
    within = next((one.within for one in plan.sources if one.id == last), None)
    return ids.get(within) if within is not None else None


def _unsettled(connection: sqlite3.Connection) -> dict[str, object]:
    row = connection.execute(
        "SELECT choices FROM import WHERE settled = 0 ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return Fields(load_json(row[0]) if row else None).plain


def _settled(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE import SET settled = 1 WHERE settled = 0")


def _touched(connection: sqlite3.Connection) -> None:
    """Write without changing anything."""
    connection.execute("UPDATE import SET settled = settled")


def _is_done(connection: sqlite3.Connection) -> bool:
    (done,) = connection.execute("SELECT EXISTS (SELECT 1 FROM import)").fetchone()
    return bool(done)


def _is_untouched(connection: sqlite3.Connection) -> bool:
    """Return whether the library is empty and the import was not declined."""
    (touched,) = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM source) OR EXISTS (SELECT 1 FROM import)"
        " OR EXISTS (SELECT 1 FROM memory WHERE key = ?)",
        (DECLINED,),
    ).fetchone()
    return not touched


def _remember(connection: sqlite3.Connection, key: str, value: str) -> None:
    connection.execute("INSERT OR REPLACE INTO memory VALUES (?, ?)", (key, value))


def _write_report(folder: Path, report: ImportReport) -> str:
    """Write the report as text; return its path, empty on failure."""
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    path = folder / REPORTS / f"import-{stamp}.txt"
    try:
        path.parent.mkdir(exist_ok=True)
        lines = "\n".join(report.lines())
        path.write_bytes(decode_path(f"{lines}\n"))
    except OSError as error:
        logger.warning("no report was written: {}", error)
        return ""
    return str(path)
