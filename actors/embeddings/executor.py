"""The border of heavy work: an executor answers questions about files, here or elsewhere.

`local_executor` has processes of this computer, `cluster.cluster_executor` workers of a cluster;
`tests/actors/embeddings/cluster/test_executor.py` holds both to the same contract.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Protocol

from loguru import logger

from actors.embeddings.reply import FAILED, UNAVAILABLE
from models.library.sample import Sample

VICTIMS = 2
"""Workers that a file may take down before it is quarantined: the first time may be chance."""
PATIENCE = 60.0
"""Seconds a file may take, half of them computing; the longest that is read takes one."""


class Work(Enum):
    """What an executor does with files."""

    EMBED = "embed"
    ANALYSE = "analyse"
    COMPARE = "compare"
    """One file: its fingerprint. Two: their null test."""
    INSIDE = "inside"
    """Features of the windows of a chunk, which `Question.detail` names; never of a cluster."""


class ExecutorFailed(Exception):
    """No worker can answer; the message is the reason, ready to be shown."""


@dataclass(frozen=True, slots=True)
class Question:
    """One file, or two to compare."""

    samples: tuple[Sample, ...]
    detail: bytes = b""
    """What is asked of it, where the work does not tell; put before the paths."""

    @property
    def paths(self) -> tuple[bytes, ...]:
        """Absolute paths, as this computer names them."""
        return tuple(one.path for one in self.samples)


class Fault(Enum):
    """Why not all questions of a request were answered."""

    DIED = auto()
    """The process that read the files died of the suspect."""
    SLOW = auto()
    """The suspect took longer than `PATIENCE`."""
    LOST = auto()
    """The worker vanished, and nobody knows why: of a file, or with its computer or the network."""
    ELSEWHERE = auto()
    """No file is to blame: others of the executor should be asked."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Replies to some questions."""

    replies: tuple[bytes | None, ...]
    """One for each question, see `reply`; `None`: not answered."""
    fault: Fault | None = None
    """`None`: all are answered."""
    reason: str = ""
    suspect: int = 0
    """The question to blame for `DIED` and `SLOW`."""
    victims: int = 1
    """Workers that it may have taken down, with earlier ones that it was not alone at."""
    workers: tuple[str, ...] = ()
    """Those that vanished."""


class Executor(Protocol):
    """Workers that do one kind of `Work`."""

    @property
    def size(self) -> int:
        """Number of questions that can be worked on at the same time; at least 1."""
        ...

    def together(self, count: int) -> int:
        """Return how many of `count` questions one request should hold."""
        ...

    async def ask(self, questions: Sequence[Question], *, alone: bool = False) -> Outcome:
        """Hand questions to one worker, as soon as one is free, and return its replies.

        May be called concurrently. Cancelling is safe.

        Args:
            questions: These.
            alone: The worker does nothing else meanwhile, so that it is known of what it dies.

        Raises:
            ExecutorFailed: There is no worker, and there will be none.
        """
        ...


@dataclass(slots=True)
class Quarantine:
    """Files that took workers down: two of them, and never a third."""

    named: dict[tuple[bytes, ...], str] = field(default_factory=dict)
    """Quarantined questions by paths, with the reason."""
    _victims: Counter[tuple[bytes, ...]] = field(default_factory=Counter)
    _lost: Counter[tuple[bytes, ...]] = field(default_factory=Counter)

    @property
    def paths(self) -> tuple[bytes, ...]:
        """Return the quarantined files, sorted."""
        return tuple(sorted({path for paths in self.named for path in paths}))

    def blame(self, question: Question, reason: str, victims: int = 1) -> bool:
        """Count workers that a question took down; return whether it is quarantined now."""
        self._victims[question.paths] += victims
        logger.warning("a worker was lost at {!r}: {}", question.paths, reason)
        if self._victims[question.paths] < VICTIMS:
            return False
        self.named[question.paths] = reason
        return True

    def lose(self, question: Question, victims: int = 1) -> bool:
        """Count workers that vanished while they had nothing but a question, nobody knows why.

        Returns:
            Whether it is not asked again in this run. It may be chance, so it is not quarantined.
        """
        self._lost[question.paths] += victims
        return self._lost[question.paths] + self._victims[question.paths] >= VICTIMS


async def answer_all(
    executor: Executor, questions: Sequence[Question], quarantine: Quarantine
) -> list[bytes]:
    """Return a reply to each question, in order; see `reply` for its first byte.

    What was answered before a worker died is kept. The file that killed it is tried once more, and
    quarantined if another one dies of it; the others are asked again. When a worker vanished with
    several, none is blamed: from then on each has a worker for itself.

    Raises:
        ExecutorFailed: There is no worker, and there will be none.
    """
    replies: dict[int, bytes] = {}
    todo = deque([tuple(range(len(questions)))] if questions else [])
    suspects = set[int]()
    while todo:
        asked = todo.popleft()
        alone = asked[0] in suspects
        outcome = await executor.ask([questions[at] for at in asked], alone=alone)
        left = [at for at, reply in zip(asked, outcome.replies, strict=True) if reply is None]
        replies |= {
            at: reply for at, reply in zip(asked, outcome.replies, strict=True) if reply is not None
        }
        if not left:
            continue
        reason = outcome.reason.encode(errors="replace")
        match outcome.fault:
            case Fault.DIED:
                suspect = asked[outcome.suspect]
                left.remove(suspect)
                if quarantine.blame(questions[suspect], outcome.reason, outcome.victims):
                    replies[suspect] = FAILED + b"listening failed: " + reason
                else:
                    todo.append((suspect,))
            case Fault.SLOW:  # its drive may hang, which says nothing about the file
                left.remove(asked[outcome.suspect])
                replies[asked[outcome.suspect]] = UNAVAILABLE + reason
            case Fault.LOST:  # each alone, so that the next loss tells which file it was
                for at in left:
                    if outcome.victims >= VICTIMS or (
                        alone and quarantine.lose(questions[at], outcome.victims)
                    ):  # a slow one and the idle one that was asked as well, perhaps
                        replies[at] = UNAVAILABLE + b"two workers vanished with it: " + reason
                    else:
                        suspects.add(at)
                        todo.append((at,))
                continue
            case Fault.ELSEWHERE | None:
                pass
        if left:
            todo.append(tuple(left))
    return [replies[at] for at in range(len(questions))]
