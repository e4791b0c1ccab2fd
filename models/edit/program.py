"""What an edit makes of a sound: parts of it, copied or changed, one after the other.

A program is carried out block by block, so its memory does not depend on the length of the sound.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.edit.pcm import Block
from models.edit.positions import Positions

Kernel = Callable[[Block, int], Block]
"""Change of a block, given the number of its first frame within the piece; may be in place."""


@dataclass(frozen=True, slots=True)
class Copied:
    """Frames `[start, end)`, exactly as stored."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Backward:
    """Frames `[start, end)`, the last one first, exactly as stored."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Silence:
    """Frames of silence."""

    frames: int


@dataclass(frozen=True, slots=True)
class Changed:
    """Frames `[start, end)`, each block changed by a kernel."""

    start: int
    end: int
    kernel: Kernel


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """Values that were computed; few."""

    values: Block


Piece = Copied | Backward | Silence | Changed | Made


@dataclass(frozen=True, slots=True)
class Program:
    """Parts of the new sound, in order."""

    pieces: tuple[Piece, ...]
    positions: Positions
    order: tuple[int, ...] | None = None
    """Old channel of each new channel, applied to the stored values; `None`: all as they are."""
    mix: NDArray[np.float64] | None = None
    """float64 [old channels, new channels], applied to numbers; `None`: not mixed."""
    same_level: bool = True
    """No value of a kept frame changes: what was measured of the sound stays true of it."""
    notes: tuple[str, ...] = ()
    """What may surprise, one line each."""


def copied(*spans: tuple[int, int]) -> tuple[Piece, ...]:
    """Return the spans that are not empty, copied."""
    return tuple(Copied(start, end) for start, end in spans if start < end)
