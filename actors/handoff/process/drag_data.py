"""What is dragged: files that may not be known yet, and the requests that wait for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from actors.handoff.process.connection import Connection
from actors.handoff.process.selection import answer
from models.audio.units import Ticket
from models.handoff.formats import DRAGGED, encode_files


@dataclass(slots=True)
class DragData:
    """The files of one drag, before and after its drop."""

    ticket: Ticket
    since: int
    """When XdndSelection became ours for it, in the server's time."""
    paths: tuple[bytes, ...] | None = None
    """`None`: not known yet."""
    served: int = 0
    """Requests that were given files."""
    _waiting: list[Any] = field(default_factory=list)

    def answer(self, connection: Connection, asked: Any) -> None:
        """Answer a `SelectionRequest`, or keep it until the files are known."""
        if self.paths is None:
            self._waiting.append(asked)
            return
        formats = {kind: encode_files(kind, self.paths) for kind in DRAGGED}
        offered = {kind: data for kind, data in formats.items() if data} if self.paths else {}
        self.served += answer(connection, asked, offered, self.since)

    def load(self, connection: Connection, paths: Sequence[bytes]) -> None:
        """Set the files and answer the requests that wait; none: refuse them."""
        self.paths = tuple(paths)
        waiting, self._waiting = self._waiting, []
        for asked in waiting:
            self.answer(connection, asked)

    def refuse(self, connection: Connection) -> None:
        """Refuse the requests that wait, and all later ones, unless the files are known."""
        if self.paths is None:
            self.load(connection, ())
