"""What the embeddings actor hears and answers."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from actors.kernel.reply import Reply


@dataclass(frozen=True, slots=True)
class Embedded:
    """What listening to the library came to."""

    model: str
    embedded: int
    """Samples that were heard now."""
    failed: int
    """Samples that cannot be compared; why is kept."""
    known: int
    """Samples that had been heard before."""
    seconds: float
    problem: str = ""
    """Why nothing was done; empty if it was."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A sample that sounds alike."""

    path: bytes
    score: float
    """-1 to 1; 1 is the same sound."""


@dataclass(frozen=True, slots=True)
class Alike:
    """What sounds like one file."""

    query: bytes
    neighbours: tuple[Neighbour, ...] = ()
    problem: str = ""
    """Why there are none; empty if there are."""


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """Everything that is known of how the library sounds."""

    model: str
    paths: tuple[bytes, ...]
    vectors: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    """float32 [samples, size], each of length 1."""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Embed:
    """Listen to every sample that was not heard yet, or has changed since."""

    reply_to: Reply[Embedded]


@dataclass(frozen=True, slots=True)
class FindAlike:
    """Say which samples sound like each of these files, in the library or not."""

    paths: tuple[bytes, ...]
    """Absolute."""
    limit: int
    reply_to: Reply[tuple[Alike, ...]]


@dataclass(frozen=True, slots=True)
class TakeVectors:
    """Hand out all vectors."""

    reply_to: Reply[Vectors]


Command = Embed | FindAlike | TakeVectors
