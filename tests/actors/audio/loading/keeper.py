"""A silent engine that loads clips into memory like a real one."""

from __future__ import annotations

from actors.audio.clock import clock
from actors.audio.engine import Clip
from actors.audio.process import shared_memory
from actors.audio.silent_engine import SilentEngine
from models.audio.units import Hertz


class Keeper(SilentEngine):
    """Requires clips in memory, at the rate of a device."""

    def __init__(self, rate: int = 48_000) -> None:
        super().__init__(clock())
        self._rate = Hertz(rate)
        self.loaded: list[Clip] = []
        self.unloaded: list[Clip] = []

    @property
    def clip_rate(self) -> Hertz | None:
        return self._rate

    def load(self, clip: Clip) -> None:
        self.loaded.append(clip)
        for name in clip.memory:
            shared_memory.unlink(name)

    def unload(self, clip: Clip) -> None:
        self.unloaded.append(clip)

    @property
    def held(self) -> int:
        """Number of clips loaded and not unloaded."""
        return len(self.loaded) - len(self.unloaded)
