"""The newest job with a key wins."""

from __future__ import annotations

import trio

from actors.kernel.jobs import Jobs


async def test_the_newest_wins(nursery: trio.Nursery, autojump_clock: object) -> None:
    jobs, done = Jobs(nursery), list[str]()

    async def work(name: str) -> None:
        await trio.sleep(1)
        done.append(name)

    jobs.start("peaks", lambda: work("old"))
    await trio.sleep(0.5)
    jobs.start("peaks", lambda: work("new"))
    jobs.start("other", lambda: work("other"))
    await trio.sleep(5)

    assert sorted(done) == ["new", "other"]
    assert jobs._scopes == {}


async def test_a_cancelled_job_ends(nursery: trio.Nursery, autojump_clock: object) -> None:
    jobs, done = Jobs(nursery), list[str]()

    async def work() -> None:
        await trio.sleep(1)
        done.append("late")

    jobs.start("scan", work)
    await trio.sleep(0.5)
    jobs.cancel("scan")
    jobs.cancel("never started")
    await trio.sleep(5)

    assert done == []
