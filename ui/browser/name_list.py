"""List of named rows under a heading."""

from __future__ import annotations

from collections.abc import Callable

from models.state.screen import Panel
from ui.browser.name_row import Named, NameRow
from ui.widgets.row_list import ListCallbacks, RowList


class _Slot(NameRow):
    """Row that fetches its content from the list."""

    def __init__(self, rows: Callable[[], tuple[Named, ...]]) -> None:
        super().__init__()
        self._rows = rows

    def fill(self, row: int, width: float, height: float) -> None:
        """Draw row `row`, or nothing beyond the last row."""
        rows = self._rows()
        self.draw(rows[row] if row < len(rows) else None, width, height)


class NameList(RowList):
    """List of `Named` rows."""

    def __init__(self, row_height: float, target: float, callbacks: ListCallbacks) -> None:
        self._named: tuple[Named, ...] = ()
        self.key_panel: Panel | None = None
        """The panel whose keys it has; `None`: Tab reaches it itself, if `walked`."""
        self.walked = False
        """Whether Tab stops at it, as it is in a sheet."""
        super().__init__(lambda: _Slot(lambda: self._named), row_height, target, callbacks)

    def show_names(self, rows: tuple[Named, ...]) -> None:
        """Draw `rows`; scroll to the chosen row if it changed."""
        if rows == self._named:
            return
        before = _chosen(self._named)
        self._named = rows
        self.show(len(rows))
        now = _chosen(rows)
        if now is not None and now != before:
            self.reveal(now)

    @property
    def chosen(self) -> int | None:
        """The row that is chosen first."""
        return _chosen(self._named)


def _chosen(rows: tuple[Named, ...]) -> int | None:
    return next((number for number, row in enumerate(rows) if row.chosen), None)
