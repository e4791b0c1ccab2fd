"""What the embeddings actor hears and says."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from actors.kernel.reply import Reply
from models.alike.answer import Answer
from models.alike.asked import Asked
from models.audio.units import Seconds, Ticket
from models.library.samples import SampleIds


@dataclass(frozen=True, slots=True)
class Listen:
    """Listen beside everything else to what was not heard yet, or has changed since.

    While it runs, a further one only makes sure that nothing new is missed.
    """

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class StopListening:
    """Listen no further for now; what was heard stays."""


@dataclass(frozen=True, slots=True)
class FindAlike:
    """Say which samples answer best; a newer one replaces it."""

    ticket: Ticket
    asked: Asked
    among: SampleIds
    """Samples that are compared; others are not looked at."""
    limit: int


@dataclass(frozen=True, slots=True)
class ListeningProgressed:
    """So much was heard of what there is to hear."""

    ticket: Ticket
    done: int
    total: int
    rate: float
    """Samples a second."""
    left: Seconds | None


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
class ListeningEnded:
    """All is heard, or it was stopped, or it is impossible."""

    ticket: Ticket
    done: Embedded | None
    """`None`: it was stopped."""


@dataclass(frozen=True, slots=True)
class AlikeFound:
    """The answer to `FindAlike`."""

    ticket: Ticket
    answer: Answer = field(default_factory=Answer)
    problem: str = ""
    """Why there is none; empty if there is."""
    waiting: bool = False
    """Nothing is known yet, but it is listened to: ask again as that goes on."""


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
    """Listen to every sample that was not heard yet, or has changed since; for programs."""

    reply_to: Reply[Embedded]


@dataclass(frozen=True, slots=True)
class TakeAlike:
    """Say which samples sound like each of these files, in the library or not; for programs."""

    paths: tuple[bytes, ...]
    """Absolute."""
    limit: int
    reply_to: Reply[tuple[Alike, ...]]


@dataclass(frozen=True, slots=True)
class TakeVectors:
    """Hand out all vectors."""

    reply_to: Reply[Vectors]


Command = Listen | StopListening | FindAlike | Embed | TakeAlike | TakeVectors
Event = ListeningProgressed | ListeningEnded | AlikeFound
