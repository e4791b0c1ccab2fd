"""Counts and throttled progress reports of a scan."""

from __future__ import annotations

from collections import Counter

import trio

from actors.kernel.mailbox import Address
from actors.messages import library
from models.audio.clock import thousands
from models.audio.units import SourceId, Ticket
from models.library.file import Problem
from models.library.file_name import display_path
from models.library.report import ScanReport
from models.state.progress import progress_since

PERIOD = 0.2
"""Minimum seconds between reports."""


class Progress:
    """Counts of one scan."""

    def __init__(self, ticket: Ticket, source: SourceId, events: Address[library.Event]) -> None:
        self.ticket = ticket
        self.source = source
        self.found = self.done = self.added = self.updated = self.moved = self.missing = 0
        self.skipped = self._noted = 0
        self.unsupported = Counter[str]()
        """Audio files that cannot be decoded, by extension."""
        self.offline = False
        self.walked = False
        """The tree was walked completely: `found` is final."""
        self.reason = ""
        self.changed = False
        """Rows were stored since the last report."""
        self._events = events
        self._started = trio.current_time()
        self._said = -PERIOD

    def note(self, problem: Problem) -> None:
        """Record why an entry cannot be read or decoded."""
        self._noted += 1
        self.fail(
            f"{display_path(problem.path)}: {problem.reason}" if problem.path else problem.reason
        )

    def fail(self, reason: str) -> None:
        """Record an error; the first one is reported at the end."""
        self.reason = self.reason or reason

    def restart(self) -> None:
        """Restart the clock of the rate: the scan was waiting."""
        self._started = trio.current_time()

    def renew(self) -> None:
        """Restart counting: files were moved meanwhile."""
        self.found = self.done = self.skipped = self._noted = 0
        self.walked = False
        self.reason = ""

    async def say(self, *, first: bool = False) -> None:
        """Send a progress report, at most once per `PERIOD`."""
        now = trio.current_time()
        if not first and now - self._said < PERIOD:
            return
        self._said = now
        total = self.found if self.walked else None
        progress = progress_since(self.ticket, self.done, total, now - self._started)
        changed, self.changed = self.changed, False
        await self._events.send(library.ScanProgressed(progress, self.source, changed))

    @property
    def any(self) -> bool:
        """Whether anything changed."""
        return bool(self.added or self.updated or self.moved or self.missing)

    def ended(
        self, unreadable: int, *, cancelled: bool, merged: tuple[bytes, ...] = ()
    ) -> library.ScanEnded:
        """Return the event that ends the scan, with its report.

        Args:
            unreadable: Number of samples of the source that cannot be decoded.
            cancelled: Whether the user ended it.
            merged: Roots of the sources that were merged into the source before.
        """
        more = f" and {thousands(self._noted - 1)} more" if self._noted > 1 else ""
        report = ScanReport(
            self.source,
            added=self.added,
            updated=self.updated,
            moved=self.moved,
            missing=self.missing,
            unreadable=unreadable,
            skipped=self.skipped,
            cancelled=cancelled,
            offline=self.offline,
            reason=self.reason + more,
            unsupported=tuple(self.unsupported.most_common()),
            merged=merged,
        )
        return library.ScanEnded(self.ticket, report)


class Silent(Progress):
    """Progress of a rescan after a change on disk: not reported."""

    async def say(self, *, first: bool = False) -> None:
        """Send no report."""
