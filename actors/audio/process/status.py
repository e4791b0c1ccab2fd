"""The engine's position, in a memory page mapped by both processes.

The engine writes once per block, alternating between two slots, so that the latest status is always
consistent and neither side ever blocks.
"""

from __future__ import annotations

import math
import os
import struct
from dataclasses import dataclass

from actors.audio.process import shared_memory

SIZE = 4096
_SEQUENCE = struct.Struct("<q")
_BEAT_AT = 2048
"""Offset of the heartbeat, apart from the rest: it has another writer."""
_BODY = struct.Struct("<qqqdqd")
_TRIES = 8


@dataclass(frozen=True, slots=True)
class Status:
    """A snapshot of the engine."""

    blocks: int = 0
    """Blocks delivered since the device was opened."""
    ticket: int = -1
    """The current playback; -1 if nothing plays."""
    frame: int = 0
    """The frame of the clip that sounds at `at`."""
    at: float = 0.0
    """Seconds of the monotonic clock."""
    late: int = 0
    """Blocks that came too late since then: dropouts."""
    rested: float = -math.inf
    """When the last rest ended, or took a breath, in seconds of the monotonic clock."""


class StatusPage:
    """The shared page; one side creates it, the other opens it by name."""

    def __init__(self, name: str, *, make: bool) -> None:
        """Map the page `name`.

        Raises:
            OSError: it cannot be created or opened.
        """
        self.name = name
        self._page, file = shared_memory.map_memory(name, SIZE, make=make)
        if file != shared_memory.NOWHERE:
            os.close(file)
        self._sequence = 0

    def write(self, status: Status) -> None:
        """Overwrite the older slot and make it the latest."""
        body = (status.blocks, status.ticket, status.frame, status.at, status.late, status.rested)
        self._sequence += 1
        _BODY.pack_into(self._page, _offset(self._sequence), *body)
        _SEQUENCE.pack_into(self._page, 0, self._sequence)

    def read(self) -> Status | None:
        """Return the latest status; `None` if the writer kept overtaking."""
        for _ in range(_TRIES):
            (before,) = _SEQUENCE.unpack_from(self._page, 0)
            body = _BODY.unpack_from(self._page, _offset(before))
            (after,) = _SEQUENCE.unpack_from(self._page, 0)
            if before == after:
                return Status(*body) if before else Status()
        return None

    def beat(self, count: int) -> None:
        """Publish a heartbeat: another number each time, from a single thread."""
        _SEQUENCE.pack_into(self._page, _BEAT_AT, count)

    def heartbeat(self) -> int:
        """Return the latest heartbeat number."""
        (count,) = _SEQUENCE.unpack_from(self._page, _BEAT_AT)
        return int(count)

    def close(self) -> None:
        """Unmap the page."""
        self._page.close()

    def unlink(self) -> None:
        """Remove the name; the page is freed with its last mapping."""
        shared_memory.unlink(self.name)


def _offset(sequence: int) -> int:
    return _SEQUENCE.size + sequence % 2 * _BODY.size
