"""An executor of workers of a Dask cluster.

Each worker has a request for each of its threads, and some more that wait there, so that none is
idle while the next one is on its way. A request goes to a worker by name, so it is known who has
which file: Dask's own scheduling would give a file that kills workers to four of them.
"""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

import trio
from loguru import logger

from actors.embeddings.cluster.content import is_valid
from actors.embeddings.cluster.envelope import (
    Answer,
    File,
    Malformed,
    Purpose,
    pack_request,
    unpack_answer,
)
from actors.embeddings.cluster.link import Link, LinkLost, TaskFailed, WorkerGone
from actors.embeddings.cluster.protocol import UNFETCHED
from actors.embeddings.executor import ExecutorFailed, Fault, Outcome, Question, Work
from actors.embeddings.reply import UNAVAILABLE, UNSEEN
from models.cluster.path_map import PathMap
from models.library.file_name import display_path
from models.library.identity import token_in
from models.library.sample import Sample

TOGETHER = 32
"""Most questions of a request: a quarter of a second of work, against some 5 ms on the way."""
AHEAD = 1
"""Requests that wait at a worker per four threads, at least one."""
NOBODY = 60.0
"""Seconds to wait for a worker when the last one has gone."""
COMING = 2.5
"""Seconds to wait for the first one: all that have been started are known by then."""
BLIND = 3
"""Requests of which a worker cannot see a single file, after which it gets no more."""
SIGHTS = 2
"""Workers that must miss a file before it is given up."""
HEDGE, SLOWER = 2.0, 4.0
"""Seconds, and multiple of the median, after which an idle worker gets the same request."""
FIRST = 10.0
"""Seconds for the first request, which loads the model."""
RETURN = 20.0
"""Seconds in which the host of a worker that vanished may tell how it ended."""
RECENT = 99
"""Durations of requests that the median is taken of."""


@dataclass(slots=True)
class Roster:
    """What is known of the workers; shared by all executors of a run."""

    coming: float = COMING
    """Seconds to wait for the first worker."""
    had: bool = False
    """Whether there was one."""
    busy: Counter[str] = field(default_factory=Counter)
    """Requests in flight, by address."""
    barred: dict[str, str] = field(default_factory=dict)
    """Workers that get no more requests, with the reason."""
    blind: Counter[str] = field(default_factory=Counter)
    """Requests in a row of which nothing was seen."""
    unseen: Counter[str] = field(default_factory=Counter)
    """Files that no worker saw, by the worker that was asked last."""
    example: dict[str, str] = field(default_factory=dict)
    """The first of them, as that worker was to see it, and why it did not."""
    failed: str = ""
    """Why no worker could be used, so that work ended; empty: it did not."""
    claimed: dict[str, object] = field(default_factory=dict)
    """Workers that get no other request than that of an owner, who is to be alone there."""
    took: deque[float] = field(default_factory=lambda: deque(maxlen=RECENT))
    """Seconds of recent requests, per question."""

    def bar(self, address: str, reason: str) -> None:
        """Give a worker no more requests."""
        if address not in self.barred:
            self.barred[address] = reason
            logger.info("worker {} gets no more work: {}", address, reason)


class ClusterExecutor:
    """Workers of a cluster that do one kind of work."""

    def __init__(
        self,
        nursery: trio.Nursery,
        link: Link,
        roster: Roster,
        purpose: Purpose,
        folders: PathMap,
    ) -> None:
        """Create the executor.

        Args:
            nursery: Requests end with it.
            link: Connection to the cluster.
            roster: What is known of its workers.
            purpose: Work, versions and model.
            folders: Where workers see our folders.
        """
        self._nursery, self._link, self._roster = nursery, link, roster
        self._purpose, self._folders = purpose, folders
        self._work = Work(purpose.work)
        self._waiting: deque[trio.Event] = deque()
        self._missed: dict[tuple[bytes, ...], dict[str, str]] = defaultdict(dict)
        """Workers that could not see a file, with the reason."""
        self._lost: Counter[tuple[bytes, ...]] = Counter()
        """Workers that vanished with a file and others, and did not lose the scheduler."""

    @property
    def size(self) -> int:
        """Number of threads of all workers that may be asked."""
        return max(1, sum(self._usable().values()))

    def together(self, count: int) -> int:
        """Return how many of `count` questions one request should hold."""
        return max(1, min(count, TOGETHER))

    async def ask(self, questions: Sequence[Question], *, alone: bool = False) -> Outcome:
        """Hand questions to one worker, as soon as one is free, and return its replies.

        Raises:
            ExecutorFailed: There is no worker, and there will be none.
        """
        avoided = {one for question in questions for one in self._missed.get(question.paths, ())}
        owner = object() if alone else None
        try:
            address = await self._seat(avoided, owner)
            if address is None:  # nobody is left who may see them
                return Outcome(tuple(self._given_up(question) for question in questions))
            if owner is None:
                outcome = await self._hedged(address, avoided, questions)
            else:
                outcome = await self._alone(address, questions)
            if outcome.fault is Fault.LOST:
                return await self._explained(outcome, questions)
            return outcome
        finally:
            if owner is not None:
                self._unclaim(owner)

    async def _alone(self, address: str, questions: Sequence[Question]) -> Outcome:
        """Ask a worker that has nothing else to do."""
        send, receive = trio.open_memory_channel[Outcome](1)
        self._nursery.start_soon(self._ask_one, address, questions, send)
        async with receive:
            return await receive.receive()

    async def _explained(self, outcome: Outcome, questions: Sequence[Question]) -> Outcome:
        """Return what became of a worker that vanished, as far as its host tells in time."""
        ends = [(one, await self._link.end_of(one, RETURN)) for one in outcome.workers]
        ends = [(one, end) for one, end in ends if end != ""]
        if not ends:  # they lost the scheduler: no file is to blame
            return Outcome(outcome.replies, Fault.ELSEWHERE)
        victims = len(ends)
        if len(questions) > 1:
            for question in questions:
                self._lost[question.paths] += victims
            return replace(outcome, victims=victims)
        victims += self._lost.pop(questions[0].paths, 0)
        worker, end = ends[-1]
        if end is None:
            return replace(outcome, victims=victims)
        return Outcome(outcome.replies, Fault.DIED, f"{worker} {end}", victims=victims)

    async def _hedged(
        self, address: str, avoided: set[str], questions: Sequence[Question]
    ) -> Outcome:
        """Ask a worker, and an idle one as well if it takes far longer than usual."""
        send, receive = trio.open_memory_channel[Outcome](2)
        asked = {address}
        self._nursery.start_soon(self._ask_one, address, questions, send.clone())
        outcome = Outcome((None,) * len(questions), Fault.ELSEWHERE)
        answers, gone = 0, list[str]()
        async with send, receive:
            while answers < len(asked):
                with trio.move_on_after(self._patience(len(questions))) as waiting:
                    outcome = await receive.receive()
                    answers += 1
                    gone += outcome.workers
                    if outcome.fault is None or outcome.fault is Fault.DIED:
                        return outcome
                if waiting.cancelled_caught and len(asked) == 1:
                    other = None if self._waiting else self._free(avoided | asked, ahead=0)
                    if other is not None:
                        logger.info("{} is slow: {} is asked as well", address, other)
                        self._take(other)
                        asked.add(other)
                        self._nursery.start_soon(self._ask_one, other, questions, send.clone())
        return replace(outcome, fault=Fault.LOST, workers=tuple(gone)) if gone else outcome

    async def _ask_one(
        self,
        address: str,
        questions: Sequence[Question],
        send: trio.MemorySendChannel[Outcome],
    ) -> None:
        """Ask one worker whose seat is taken, and free the seat when it has replied."""
        with send:
            try:
                outcome = await self._reply(address, questions)
            finally:
                self._roster.busy[address] -= 1
                self._wake()
            with suppress(trio.BrokenResourceError, trio.WouldBlock):  # another was faster
                send.send_nowait(outcome)

    async def _reply(self, address: str, questions: Sequence[Question]) -> Outcome:
        """Return what a worker replies."""
        begun = trio.current_time()
        missing = (None,) * len(questions)
        payload = pack_request(
            self._purpose,
            [[self._file(one) for one in question.samples] for question in questions],
        )
        try:
            packed = await self._link.request(address, payload)
            outcome = self._outcome(address, questions, unpack_answer(packed, len(questions)))
        except LinkLost:
            return Outcome(missing, Fault.ELSEWHERE)  # asked again when it is back
        except WorkerGone:
            return Outcome(missing, Fault.LOST, f"{address} vanished", workers=(address,))
        except (TaskFailed, Malformed) as error:
            unfetched = str(error) == UNFETCHED
            reason = UNFETCHED if unfetched else f"it does not work as sempal does: {error}"
            self._roster.bar(address, reason)
            return Outcome(missing, Fault.ELSEWHERE)
        self._roster.took.append((trio.current_time() - begun) / len(questions))
        return outcome

    def _outcome(self, address: str, questions: Sequence[Question], answer: Answer) -> Outcome:
        """Return what the answer of a worker means.

        Raises:
            Malformed: A reply holds something else than it should.
        """
        if answer.refused:
            self._roster.bar(address, answer.reason)
            return Outcome((None,) * len(questions), Fault.ELSEWHERE, answer.reason)
        replies = list(answer.replies)
        unseen = 0
        for at, (question, reply) in enumerate(zip(questions, replies, strict=True)):
            if reply is None:
                continue
            if reply.startswith((UNSEEN, UNAVAILABLE)):
                unseen += 1
                reason = reply[1:].decode(errors="replace")
                self._missed[question.paths][address] = reason
                count = len(self._missed[question.paths])
                replies[at] = self._given_up(question) if count >= SIGHTS else None
            elif not is_valid(self._work, reply):
                raise Malformed("a reply of another kind")
            else:
                self._missed.pop(question.paths, None)
        if unseen < len(replies):
            self._roster.blind[address] = 0
        else:
            self._roster.blind[address] += 1
            if self._roster.blind[address] >= BLIND:
                path = display_path(self._folders.there(questions[0].paths[0]))
                reason = next(iter(self._missed[questions[0].paths].values()), "not seen")
                self._roster.bar(address, f"it does not see the files: {path}: {reason}")
        if answer.fault in {Fault.DIED, Fault.SLOW}:
            suspect = answer.replies.index(None)
            return Outcome(tuple(replies), answer.fault, answer.reason, suspect)
        fault = Fault.ELSEWHERE if None in replies else None
        return Outcome(tuple(replies), fault, answer.reason)

    def _file(self, sample: Sample) -> File:
        return File(self._folders.there(sample.path), token_in(sample.token))

    def _given_up(self, question: Question) -> bytes:
        """Return the reply for a file that no worker sees."""
        missed = self._missed.get(question.paths) or {"the workers": "not seen"}
        words = "; ".join(f"{address}: {reason}" for address, reason in sorted(missed.items()))
        known = [one for one in missed.items() if one[0] not in self._roster.barred]
        address, reason = known[-1] if known else next(iter(missed.items()))
        path = display_path(self._folders.there(question.paths[0]))
        self._roster.unseen[address] += 1
        self._roster.example.setdefault(address, f"{path}: {reason}")
        return UNAVAILABLE + f"workers do not see it: {words}".encode(errors="replace")

    def _usable(self) -> dict[str, int]:
        return {
            address: threads
            for address, threads in self._link.workers.items()
            if address not in self._roster.barred
        }

    def _free(self, avoided: set[str], ahead: int = AHEAD) -> str | None:
        """Return a worker that can take a request, the idlest first.

        Args:
            avoided: Workers that are not asked.
            ahead: Requests that may wait at each worker, per four threads.
        """
        busy = self._roster.busy
        free = [
            (busy[address] / threads, address)
            for address, threads in self._usable().items()
            if busy[address] < threads + -(-threads * ahead // 4)
            and address not in avoided
            and address not in self._roster.claimed
        ]
        return min(free)[1] if free else None

    def _free_for(self, owner: object, avoided: set[str]) -> str | None:
        """Return a worker that has nothing to do, and gets no more; claim one that will be so."""
        busy, claimed, usable = self._roster.busy, self._roster.claimed, self._usable()
        mine = next((address for address, other in claimed.items() if other is owner), None)
        if mine is not None and (mine not in usable or mine in avoided):
            self._unclaim(owner)
            mine = None
        if mine is None:
            others = usable.keys() - avoided - claimed.keys()
            if not others:
                return None
            mine = min(others, key=lambda address: (busy[address], address))
            claimed[mine] = owner
        return None if busy[mine] else mine

    def _unclaim(self, owner: object) -> None:
        for address in [one for one, other in self._roster.claimed.items() if other is owner]:
            del self._roster.claimed[address]
            self._wake()

    def _take(self, address: str) -> None:
        self._roster.busy[address] += 1

    async def _seat(self, avoided: set[str], owner: object | None = None) -> str | None:
        """Take a seat of a worker that is not avoided; `None`: all others are barred or avoided.

        Args:
            avoided: Workers that are not asked.
            owner: The worker is claimed for it, and has nothing else to do; `None`: any seat.

        Raises:
            ExecutorFailed: There is no worker, and there will be none.
        """
        since = trio.current_time()
        while True:
            if self._link.reason:
                raise self._failure(self._link.reason)
            usable = self._usable()
            self._roster.had |= bool(self._link.workers)
            if usable:
                if not usable.keys() - avoided:
                    return None
                address = self._free(avoided) if owner is None else self._free_for(owner, avoided)
                if address is not None:
                    self._take(address)
                    return address
            elif self._link.workers or trio.current_time() - since > self._patience_for_any():
                raise self._failure(self._why_nobody())
            if usable or not self._link.connected:
                since = trio.current_time()
            await self._until_free()

    def _patience_for_any(self) -> float:
        """Return the seconds to wait while there is no worker at all."""
        return NOBODY if self._roster.had else self._roster.coming

    def _failure(self, reason: str) -> ExecutorFailed:
        self._roster.failed = reason
        return ExecutorFailed(reason)

    def _why_nobody(self) -> str:
        if not self._link.workers:
            address = self._link.address
            return f"{address} has no workers: start one with “sempal worker {address}”"
        each = [f"{address}: {self._roster.barred[address]}" for address in self._link.workers]
        return "no worker can be used: " + "; ".join(each)

    async def _until_free(self) -> None:
        event = trio.Event()
        self._waiting.append(event)
        try:
            async with trio.open_nursery() as nursery:

                async def changed() -> None:
                    with trio.move_on_after(1.0):
                        await self._link.until_changed()
                    nursery.cancel_scope.cancel()

                nursery.start_soon(changed)
                await event.wait()
                nursery.cancel_scope.cancel()
        finally:
            if event in self._waiting:
                self._waiting.remove(event)

    def _wake(self) -> None:
        if self._waiting:
            self._waiting.popleft().set()

    def _patience(self, count: int) -> float:
        """Return the seconds after which a request takes far longer than usual."""
        took = self._roster.took
        return max(HEDGE, SLOWER * statistics.median(took) * count) if took else FIRST
