"""What goes wrong on other machines: no sound is lost, computed twice without need, or blamed.

Scheduler and workers are real processes; one does not see the files through a mount of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
import sys
from collections.abc import Generator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
import trio

from actors.embeddings.cluster import cluster_executor, link
from actors.embeddings.cluster.dask_options import Connection
from actors.embeddings.cluster.host import WORKER, Reports, host_worker
from actors.embeddings.executor import ExecutorFailed, Quarantine, Question, Work, answer_all
from actors.embeddings.opening import NO_WORKERS, ClusterCompute
from actors.embeddings.reply import EMBEDDED, FAILED, UNAVAILABLE
from actors.messages import embeddings
from models.audio.units import SampleId, SourceId, Ticket
from models.cluster.path_map import PathMap
from models.cluster.place import Place
from models.library.sample import Sample
from tests.actors.embeddings.cluster.clusters import (
    NOWHERE,
    PATIENCE,
    TRAPS,
    Cluster,
    Proxy,
    new_cluster,
    token_of,
    until_workers,
)
from tests.actors.embeddings.cluster.hostile_worker import TRACE
from tests.actors.embeddings.ends import running

SLOW = "slow"
"""Files with it in their names take 0.1 s."""


@pytest.fixture(scope="module")
def scheduler() -> Generator[Cluster]:
    """A scheduler for all tests of this module."""
    found = new_cluster()
    yield found
    found.end()


@pytest.fixture
def cluster(scheduler: Cluster) -> Generator[Cluster]:
    """A cluster without workers; those that a test adds end with it."""
    yield scheduler
    scheduler.end_workers()


@pytest.fixture
def own_cluster() -> Generator[Cluster]:
    """A cluster without workers, whose scheduler a test may end."""
    found = new_cluster()
    yield found
    found.end()


def files(folder: Path, count: int, word: str = "plain") -> list[Question]:
    """Write files, and return a question about each."""
    asked = []
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        path = folder / f"{number:03} {word}.wav"
        path.write_text(f"{folder.name} {number}")
        sample = Sample(
            SampleId(number), SourceId(1), os.fsencode(path), path.name, token=token_of(path)
        )
        asked.append(Question((sample,)))
    return asked


async def replies_of(compute: ClusterCompute, asked: list[Question], size: int = 4) -> list[bytes]:
    """Ask in requests of some files each, all at once."""
    found: dict[int, list[bytes]] = {}
    with trio.fail_after(PATIENCE):
        async with trio.open_nursery() as nursery:
            executor = await compute.executor(nursery, Work.ANALYSE)
            quarantine = Quarantine()

            async def part(first: int) -> None:
                some = asked[first : first + size]
                found[first] = await answer_all(executor, some, quarantine)

            async with trio.open_nursery() as asking:
                for first in range(0, len(asked), size):
                    asking.start_soon(part, first)
            nursery.cancel_scope.cancel()
        assert not quarantine.named
    return [reply for first in sorted(found) for reply in found[first]]


async def until_computed(folder: Path, count: int) -> None:
    """Wait until so many files were computed."""
    with trio.fail_after(PATIENCE):
        while len(list(folder.glob("*.computed"))) < count:
            await trio.sleep(0.02)


async def test_a_worker_is_killed_in_a_batch_and_a_scheduler_started_again(
    own_cluster: Cluster, tmp_path: Path
) -> None:
    cluster = own_cluster
    first, second = (cluster.add_worker() for _ in range(2))
    asked = files(tmp_path, 24, SLOW)
    port = int(cluster.connection.address.rpartition(":")[2])
    async with cluster.compute() as compute, trio.open_nursery() as nursery:
        found: list[bytes] = []

        async def ask() -> None:
            found.extend(await replies_of(compute, asked))

        nursery.start_soon(ask)
        await until_computed(tmp_path, 3)
        first.send(signal.SIGKILL)
        await until_computed(tmp_path, 8)
        cluster.scheduler.send(signal.SIGKILL)
        cluster.scheduler.process.wait()
        second.process.wait()  # a worker ends with its scheduler; its host starts it again
        again = new_cluster(port)
        try:
            again.add_worker(4)
            while len(found) < len(asked):
                await trio.sleep(0.05)
        finally:
            again.end()
        nursery.cancel_scope.cancel()

    assert [reply[:1] for reply in found] == [EMBEDDED] * len(asked)


async def test_a_cut_connection_is_restored_and_a_worker_that_stands_still_is_overtaken(
    cluster: Cluster, tmp_path: Path
) -> None:
    first, _ = (cluster.add_worker() for _ in range(2))
    asked = files(tmp_path, 16, SLOW)
    async with trio.open_nursery() as nursery:
        proxy = await nursery.start(Proxy.serve, cluster.connection.address)
        async with cluster.compute(address=proxy.address) as compute:
            await replies_of(compute, files(tmp_path / "before", 8))
            found: list[bytes] = []

            async def ask() -> None:
                found.extend(await replies_of(compute, asked))

            nursery.start_soon(ask)
            await until_computed(tmp_path, 2)
            await proxy.cut()
            await trio.sleep(0.5)  # the length of the cut
            proxy.restore()
            await until_workers(compute, 2)
            first.send(signal.SIGSTOP)
            try:
                with trio.fail_after(PATIENCE):
                    while len(found) < len(asked):
                        await trio.sleep(0.05)
            finally:
                first.send(signal.SIGCONT)
        nursery.cancel_scope.cancel()

    assert [reply[:1] for reply in found] == [EMBEDDED] * len(asked)


async def test_a_worker_that_dies_of_a_file_is_told_from_one_whose_link_is_cut(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The host of a worker says how its process ended: a signal, or a lost scheduler."""
    monkeypatch.setattr(cluster_executor, "FIRST", 1e6)  # nobody is asked as well
    monkeypatch.setattr(cluster_executor, "HEDGE", 1e6)
    asked = files(tmp_path, 24, SLOW)
    (fatal,) = files(tmp_path / "one", 1, "fatal")
    asked.insert(17, fatal)
    quarantine, cuts = Quarantine(), 0
    found: dict[int, list[bytes]] = {}
    async with trio.open_nursery() as nursery:
        proxy = await nursery.start(Proxy.serve, cluster.connection.address)
        far = Connection(proxy.address)
        for _ in range(2):
            nursery.start_soon(host_worker, far, 2, NOWHERE, Reports(), TRAPS)
        async with cluster.compute() as compute, trio.open_nursery() as working:
            executor = await compute.executor(working, Work.ANALYSE)
            await until_workers(compute, 4)

            async def part(first: int) -> None:
                found[first] = await answer_all(executor, asked[first : first + 6], quarantine)

            with trio.fail_after(PATIENCE):
                async with trio.open_nursery() as asking:
                    for first in range(0, len(asked), 6):
                        asking.start_soon(part, first)
                    for computed in 3, 14:
                        await until_computed(tmp_path, computed)
                        await proxy.cut()
                        cuts += 1
                        proxy.restore()
            working.cancel_scope.cancel()
        nursery.cancel_scope.cancel()
    replies = [reply for first in sorted(found) for reply in found[first]]

    assert cuts == 2
    assert [reply[:1] for reply in replies].count(EMBEDDED) == len(asked) - 1
    assert replies[17].startswith(FAILED)
    assert b"was killed by signal 9" in replies[17]
    assert quarantine.paths == fatal.paths, "no file of those in flight at a cut is blamed"
    victims = Path(f"{os.fsdecode(fatal.paths[0])}.victims").read_text()
    assert len(victims) == 2, "never a third"


@pytest.mark.skipif(
    shutil.which("unshare") is None or os.geteuid() != 0, reason="needs mounts of its own"
)
async def test_who_finds_no_worker_does_not_wait_for_one(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_executor, "NOBODY", 1e6)
    monkeypatch.setattr(cluster_executor, "COMING", 0.1)
    async with cluster.compute() as compute:
        with pytest.raises(ExceptionGroup) as failed:
            await replies_of(compute, files(tmp_path, 2))
    assert failed.group_contains(ExecutorFailed, match="has no workers: start one with “sempal")


async def test_files_that_a_worker_does_not_see_go_to_others_and_are_named_if_none_does(
    cluster: Cluster, tmp_path: Path
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    asked = files(here, 20)
    shutil.copytree(here, there)
    blind = cluster.add_worker(hidden=there)
    folders = PathMap(((os.fsencode(here), os.fsencode(there)),))
    async with cluster.compute(folders) as compute:
        with pytest.raises(ExceptionGroup) as failed:
            await replies_of(compute, asked)
        assert failed.group_contains(ExecutorFailed, match="does not see the files.*file not found")
        assert len(compute.warnings) == 1

    cluster.add_worker()
    async with cluster.compute(folders) as compute:
        replies = await replies_of(compute, asked)
        (there / "003 plain.wav").write_text("other content")
        (there / "004 plain.wav").unlink()
        changed = await replies_of(compute, asked[3:5])
        listed = " ".join(compute.warnings)

    assert [reply[:1] for reply in replies] == [EMBEDDED] * 20
    assert [reply[:1] for reply in changed] == [UNAVAILABLE] * 2
    assert b"it has other content there" in changed[0]
    assert "not seen there, such as" in listed
    assert os.fspath(there) in listed
    assert b"file not found" in changed[1]
    assert blind.process.poll() is None


async def test_workers_that_are_not_ours_are_refused_and_their_pickles_build_nothing(
    cluster: Cluster, tmp_path: Path
) -> None:
    asked = files(tmp_path, 8)
    hostile = cluster.add_worker(module="tests.actors.embeddings.cluster.hostile_worker")
    other = cluster.add_worker(module="tests.actors.embeddings.cluster.other_version")
    async with cluster.compute() as compute:
        with pytest.raises(ExceptionGroup) as failed:
            await replies_of(compute, asked, 2)
        warnings = dict(one.split(": ", 1) for one in compute.warnings)

    assert failed.group_contains(ExecutorFailed, match="no worker can be used")
    assert "it runs sempal 99" in warnings[other.address]
    assert "does not work as sempal does" in warnings[hostile.address]
    assert not TRACE.exists(), "a pickle of a worker was carried out"


async def test_an_app_that_is_killed_goes_on_where_it_was(cluster: Cluster, tmp_path: Path) -> None:
    kit, data = tmp_path / "kit", tmp_path / "data"
    count = 320
    files(kit, count, SLOW)
    cluster.add_worker(4)  # so that it takes 8 seconds at least, and is killed before its end
    program = [sys.executable, "-m", "ui", "--data-dir", str(data)]
    await trio.run_process([*program, "scan", str(kit)], capture_stdout=True)
    analyse = [*program, "analyse", "--json", "--cluster", cluster.connection.address]
    async with trio.open_nursery() as nursery:
        start = partial(trio.run_process, analyse, check=False, capture_stdout=True)
        killed = await nursery.start(start)
        with trio.fail_after(PATIENCE):
            while not _stored(data):
                await trio.sleep(0.02)
        killed.kill()
    stored = _stored(data)
    once = {name for name in stored if _times(kit, name) == 1}
    with trio.fail_after(PATIENCE):
        done = await trio.run_process(analyse, capture_stdout=True)

    assert once == set(stored)
    assert 0 < len(stored) < count
    report = json.loads(done.stdout)
    assert report["analysed"] == count - len(stored)
    assert len(_stored(data)) == count, "no sound is skipped"
    assert {name for name in stored if _times(kit, name) > 1} == set(), "nothing is computed again"


async def test_work_waits_for_a_cluster_that_does_not_answer_and_goes_on_when_it_does(
    tmp_path: Path, demo_sounds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link, "FIRST", 1.0)
    (tmp_path / "kit").mkdir()
    shutil.copy(demo_sounds / "Pads" / "Pad Dark Em.ogg", tmp_path / "kit")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    async with running(tmp_path / "data") as ends:
        await ends.library.add(tmp_path / "kit")
        ends.post(embeddings.UsePlace(Place(f"tcp://127.0.0.1:{port}")))
        ends.post(embeddings.StartEmbedding(Ticket(1)))
        waits = await ends.until(embeddings.ClusterWaited)
        while "no scheduler answers" not in waits.reason:
            waits = await ends.until(embeddings.ClusterWaited)
        again = await trio.to_thread.run_sync(new_cluster, port)  # after the first try has failed
        try:
            await trio.to_thread.run_sync(partial(again.add_worker, module=WORKER))
            stated = [await ends.until(embeddings.ClusterWaited)]
            while stated[-1].reason:
                stated.append(await ends.until(embeddings.ClusterWaited))
            ended = await ends.until(embeddings.EmbeddingEnded)
        finally:
            again.end()

    assert {one.reason for one in stated} <= {"", NO_WORKERS}
    assert ended.done is not None
    assert ended.done.embedded == 1


def _stored(data: Path) -> list[str]:
    """Return the names of the samples whose analysis is stored."""
    with closing(sqlite3.connect(data / "library.db")) as connection:
        rows = connection.execute(
            "SELECT CAST(name AS TEXT) FROM analysis JOIN sample ON id = sample"
        )
        return [name for (name,) in rows]


def _times(kit: Path, name: str) -> int:
    return len((kit / name).with_suffix(".computed").read_text())
