"""Where the engine is, in a page of memory that both processes map.

The engine writes it once per block; nobody ever waits for anybody.
"""

from __future__ import annotations

import mmap
import os
import struct
from dataclasses import astuple, dataclass

from actors.audio.process import shared

SIZE = 4096
_TURN = struct.Struct("<q")
_BODY = struct.Struct("<qqqd")
_TRIES = 8


@dataclass(frozen=True, slots=True)
class Status:
    """One moment of the engine."""

    blocks: int = 0
    """Blocks delivered since the device was opened."""
    ticket: int = -1
    """What plays; -1 if nothing does."""
    frame: int = 0
    """The frame of the clip that is heard at `at`."""
    at: float = 0.0
    """Seconds of the monotonic clock."""


class StatusPage:
    """The page; one side makes it, the other opens it by name."""

    def __init__(self, name: str, *, make: bool) -> None:
        """Map the page `name`.

        Raises:
            OSError: it cannot be had.
        """
        self.name = name
        file = shared.opened(name, make=make)
        try:
            if make:
                os.ftruncate(file, SIZE)
            self._page = mmap.mmap(file, SIZE)
        finally:
            os.close(file)
        self._turn = 0

    def write(self, status: Status) -> None:
        """Replace what is there; its turn is odd while that is going on."""
        self._turn += 2
        _TURN.pack_into(self._page, 0, self._turn - 1)
        _BODY.pack_into(self._page, _TURN.size, *astuple(status))
        _TURN.pack_into(self._page, 0, self._turn)

    def read(self) -> Status | None:
        """Return the newest status; `None` if the writer is stuck half way."""
        for _ in range(_TRIES):
            (before,) = _TURN.unpack_from(self._page, 0)
            status = Status(*_BODY.unpack_from(self._page, _TURN.size))
            (after,) = _TURN.unpack_from(self._page, 0)
            if before == after and not before % 2:
                return status
        return None

    def close(self) -> None:
        """Unmap it."""
        self._page.close()

    def unlist(self) -> None:
        """Remove the name; the page goes with its last mapping."""
        shared.unlist(self.name)
