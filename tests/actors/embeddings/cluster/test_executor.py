"""The contract of executors: processes of this computer, and workers of a cluster, do the same."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
import trio

from actors.embeddings.executor import Executor, Quarantine, Question, Work, answer_all
from actors.embeddings.local_executor import LocalExecutor
from actors.embeddings.reply import EMBEDDED, FAILED
from models.audio.units import SampleId, SourceId
from models.library.sample import Sample
from tests.actors.embeddings.cluster.clusters import PATIENCE, Cluster, new_cluster

SIZE = 2
TRAPS = "tests.actors.embeddings.worker_that_traps"
Open = Callable[[], AbstractAsyncContextManager[Executor]]


@pytest.fixture(scope="module")
def cluster() -> Generator[Cluster]:
    """A scheduler and a worker, for all tests of this module."""
    found = new_cluster(workers=1, threads=SIZE)
    yield found
    found.end()


@pytest.fixture(params=["here", "cluster"])
def open_executor(request: pytest.FixtureRequest) -> Open:
    """Opens an executor that works as `worker_that_traps` does."""

    @asynccontextmanager
    async def here() -> AsyncGenerator[Executor]:
        async with trio.open_nursery() as nursery:
            yield LocalExecutor(nursery, SIZE, (), TRAPS)
            nursery.cancel_scope.cancel()

    @asynccontextmanager
    async def there() -> AsyncGenerator[Executor]:
        cluster: Cluster = request.getfixturevalue("cluster")
        async with cluster.compute() as compute, trio.open_nursery() as nursery:
            yield await compute.executor(nursery, Work.ANALYSE)
            nursery.cancel_scope.cancel()

    return here if request.param == "here" else there


def files(folder: Path, *names: str) -> list[Question]:
    """Write files, and return a question about each."""
    asked = []
    for number, name in enumerate(names):
        path = folder / name
        path.write_text(name)
        sample = Sample(SampleId(number), SourceId(1), os.fsencode(path), name)
        asked.append(Question((sample,)))
    return asked


def many(folder: Path, count: int, word: str = "plain") -> list[Question]:
    return files(folder, *(f"{number:03} {word}.wav" for number in range(count)))


def computed(folder: Path) -> dict[str, int]:
    """Return how often each file was computed, by name without extension."""
    return {path.stem: len(path.read_text()) for path in folder.glob("*.computed")}


async def ask(
    executor: Executor, asked: list[Question], quarantine: Quarantine | None = None
) -> list[bytes]:
    with trio.fail_after(PATIENCE):
        return await answer_all(executor, asked, Quarantine() if quarantine is None else quarantine)


async def test_several_may_ask_at_once_and_each_question_has_its_reply(
    open_executor: Open, tmp_path: Path
) -> None:
    asked = files(tmp_path, *("x" * length for length in range(1, 41)))
    found: dict[int, list[bytes]] = {}

    async with open_executor() as executor:

        async def one(first: int) -> None:
            found[first] = await ask(executor, asked[first : first + 8])

        async with trio.open_nursery() as nursery:
            for first in range(0, 40, 8):
                nursery.start_soon(one, first)
        size, nothing = executor.size, await ask(executor, [])
        together = [executor.together(count) for count in (1, 1000)]

    replies = [reply.decode() for first in sorted(found) for reply in found[first]]
    lengths = [f'"loudness": -{len(one.paths[0])}.0' for one in asked]
    assert all(length in reply for length, reply in zip(lengths, replies, strict=True))
    assert set(computed(tmp_path).values()) == {1}
    assert (size, nothing, together[0]) == (SIZE, [], 1)
    assert 1 <= together[1] <= 1000


async def test_a_file_that_kills_is_quarantined_after_two_and_takes_no_other_with_it(
    open_executor: Open, tmp_path: Path
) -> None:
    names = [f"{at:02} {'deadly' if at in {3, 4, 17} else 'plain'}.wav" for at in range(20)]
    quarantine = Quarantine()
    async with open_executor() as executor:
        asked = files(tmp_path, *names)
        replies = await ask(executor, asked, quarantine)

    failed = {at for at, reply in enumerate(replies) if not reply.startswith(EMBEDDED)}
    assert failed == {3, 4, 17}
    assert all(replies[at].startswith(FAILED) for at in failed)
    assert b"its process ended with 3" in replies[3]
    assert quarantine.paths == tuple(sorted(asked[at].paths[0] for at in failed))
    victims = {path.name: len(path.read_text()) for path in tmp_path.glob("*.victims")}
    assert victims == {f"{names[at]}.victims": 2 for at in failed}, "never a third"
    assert set(computed(tmp_path).values()) == {1}, "what was answered is not computed again"


async def test_who_is_cancelled_leaves_it_usable(open_executor: Open, tmp_path: Path) -> None:
    (tmp_path / "slow").mkdir()
    (tmp_path / "quick").mkdir()
    async with open_executor() as executor:
        await ask(executor, many(tmp_path / "quick", 2))
        with trio.move_on_after(0.2):
            await ask(executor, many(tmp_path / "slow", 8, "slow"))
        replies = await ask(executor, many(tmp_path / "quick", 12))

    assert [reply[:1] for reply in replies] == [EMBEDDED] * 12
