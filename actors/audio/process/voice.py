"""A voice built from pyo objects."""

from __future__ import annotations

import ctypes
from types import ModuleType
from typing import Any

from actors.audio.process import protocol

NEVER = 9e15
"""A frame number beyond any sound."""


class PyoVoice:
    """A counter that indexes a table, and a gate that closes with sample accuracy.

    See `player.Voice` for the contract of the methods.
    """

    def __init__(self, pyo: ModuleType, nothing: Any, volume: Any) -> None:
        """Build a silent voice.

        Args:
            pyo: The module, with a running server.
            nothing: The table to read while idle.
            volume: The master gain signal.
        """
        self._nothing = nothing
        self._trigger: Any = pyo.Trig().stop()
        self._count: Any = pyo.Count(self._trigger, 0, 0)
        self._fade: Any = pyo.SigTo(0.0, time=0.0, init=0.0, mul=volume)
        self._gate: Any = pyo.Compare(self._count, 0.0, "<", mul=self._fade)
        self.sides: list[Any] = [
            pyo.TableIndex(nothing, self._count, mul=self._gate) for _ in range(2)
        ]
        """Output signals, left and right."""
        self._index: Any = self._count._base_objs[0]._getStream().getValue  # noqa: SLF001 - `get` is slow

    def start(self, tables: list[Any], play: protocol.Play, fade: float) -> None:
        """Start with this block; a mono table feeds both sides."""
        for side, reader in enumerate(self.sides):
            reader.setTable(tables[min(side, len(tables) - 1)])
        self._count.setMin(play.frame)
        self.set_end(play.end, loop=play.loop)
        self.fade_to(play.level, fade if play.soft else 0.0)
        self._trigger.play()

    def enter(self, start: int) -> None:
        """Set the start of the loop."""
        self._count.setMin(start)

    def set_end(self, end: int, *, loop: bool) -> None:
        """End, or loop, at `end`."""
        # The last frame counts as well; 0 would mean never, so that a loop of
        # the first frame alone is two frames long.
        self._count.setMax(max(1, end - 1) if loop else 0)
        self._gate.setComp(NEVER if loop else float(end))

    def last_frame(self) -> int:
        """Return the index of the last frame of the previous block."""
        return int(self._index())

    def fade_to(self, level: float, fade: float) -> None:
        """Ramp to `level` within `fade` seconds; 0 is silent."""
        self._fade.setTime(fade)
        self._fade.setValue(level)

    def mute(self) -> None:
        """Silence the voice at once."""
        self.fade_to(0.0, 0.0)

    def release(self) -> None:
        """Drop references to the tables."""
        for reader in self.sides:
            reader.setTable(self._nothing)


def unmap(tables: list[Any]) -> None:
    """Unmap the memory of shared tables, which pyo never does."""
    for table in tables:
        if (mapping := getattr(table, "mapping", None)) is not None:
            mapping.unmap()
            continue
        system = ctypes.CDLL(None)
        system.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
        view = memoryview(table.getBuffer())
        address = ctypes.addressof(ctypes.c_char.from_buffer(view))
        system.munmap(address, view.nbytes + view.itemsize)  # one value more than its size
