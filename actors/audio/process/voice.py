"""A voice made of pyo's objects."""

from __future__ import annotations

import ctypes
from types import ModuleType
from typing import Any

from actors.audio.process import protocol

NEVER = 9e15
"""A frame that no sound has."""


class PyoVoice:
    """A counter that walks through a table, and a gate that ends it with the very frame.

    See `player.Voice` for what the methods promise.
    """

    def __init__(self, pyo: ModuleType, nothing: Any, volume: Any) -> None:
        """Build it, silent.

        Args:
            pyo: The library, with a running server.
            nothing: A table to read while there is none.
            volume: A signal that everything is multiplied with.
        """
        self._nothing = nothing
        self._trigger: Any = pyo.Trig().stop()
        self._count: Any = pyo.Count(self._trigger, 0, 0)
        self._fade: Any = pyo.SigTo(0.0, time=0.0, init=0.0, mul=volume)
        self._gate: Any = pyo.Compare(self._count, 0.0, "<", mul=self._fade)
        self.sides: list[Any] = [
            pyo.TableIndex(nothing, self._count, mul=self._gate) for _ in range(2)
        ]
        """What sounds left and right."""
        self._index: Any = self._count._base_objs[0]._getStream().getValue  # noqa: SLF001 - `get` is slow

    def start(self, tables: list[Any], play: protocol.Play, fade: float) -> None:
        """Begin with this block; one table goes to both sides."""
        for side, reader in enumerate(self.sides):
            reader.setTable(tables[min(side, len(tables) - 1)])
        self._count.setMin(play.frame)
        self.set_end(play.end, loop=play.loop)
        self.fade_to(play.level, fade if play.soft else 0.0)
        self._trigger.play()

    def enter(self, start: int) -> None:
        """Return to `start` from the end of the loop."""
        self._count.setMin(start)

    def set_end(self, end: int, *, loop: bool) -> None:
        """End, or go round, at `end`."""
        # The last frame counts as well; 0 would mean never, so that a loop of
        # the first frame alone is two frames long.
        self._count.setMax(max(1, end - 1) if loop else 0)
        self._gate.setComp(NEVER if loop else float(end))

    def last_frame(self) -> int:
        """Return the index of the frame that the block before this one ended with."""
        return int(self._index())

    def fade_to(self, level: float, fade: float) -> None:
        """Become louder or quieter within `fade` seconds; 0 is silent."""
        self._fade.setTime(fade)
        self._fade.setValue(level)

    def mute(self) -> None:
        """Become silent now."""
        self.fade_to(0.0, 0.0)

    def release(self) -> None:
        """Let go of the tables."""
        for reader in self.sides:
            reader.setTable(self._nothing)


def unmap(tables: list[Any]) -> None:
    """Give the memory of shared tables back, which pyo itself never does."""
    system = ctypes.CDLL(None)
    system.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
    for table in tables:
        view = memoryview(table.getBuffer())
        address = ctypes.addressof(ctypes.c_char.from_buffer(view))
        system.munmap(address, view.nbytes + view.itemsize)  # one value more than its size
