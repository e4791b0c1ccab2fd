"""A crash costs one message, not the mailbox."""

from __future__ import annotations

import pytest
import trio

from actors.kernel.mailbox import Mailbox
from actors.kernel.reply import NoReply, Reply, ask
from actors.kernel.supervisor import ActorCrashed, ActorGaveUp, Child, Health, supervise


async def test_a_restart_keeps_the_mailbox(nursery: trio.Nursery, autojump_clock: object) -> None:
    inbox, health, heard = Mailbox[int](8), Mailbox[Health](8), list[int]()

    async def actor() -> None:
        async for number in inbox:
            if number == 2:
                raise ValueError(number)
            heard.append(number)

    nursery.start_soon(supervise, Child("echo", actor, (inbox,)), health.slot)
    for number in (1, 2, 3):
        inbox.slot.post(number)
    crash = await health.receive()
    await trio.sleep(1)

    assert isinstance(crash, ActorCrashed)
    assert heard == [1, 3]
    nursery.cancel_scope.cancel()


async def test_an_optional_actor_is_given_up(autojump_clock: object) -> None:
    health = Mailbox[Health](8)

    async def actor() -> None:
        raise RuntimeError("always")

    await supervise(Child("weak", actor), health.slot)
    reports = [await health.receive() for _ in range(4)]

    assert [type(report) for report in reports] == [ActorCrashed] * 3 + [ActorGaveUp]


async def test_crashes_far_apart_are_forgiven(autojump_clock: object) -> None:
    health = Mailbox[Health](64)
    starts = 0

    async def actor() -> None:
        nonlocal starts
        starts += 1
        if starts < 9:
            await trio.sleep(61)
            raise RuntimeError("now and then")

    await supervise(Child("tired", actor), health.slot)

    assert starts == 9


async def test_a_full_report_box_does_not_stop_the_restart(autojump_clock: object) -> None:
    health = Mailbox[Health](1)
    starts = 0

    async def actor() -> None:
        nonlocal starts
        starts += 1
        raise RuntimeError("always")

    await supervise(Child("loud", actor), health.slot)

    assert starts == 4


async def test_a_crash_releases_the_asker(nursery: trio.Nursery, autojump_clock: object) -> None:
    inbox, health = Mailbox[Reply[int]](8), Mailbox[Health](8)

    async def actor() -> None:
        async for question in inbox:
            with question:
                raise ValueError

    nursery.start_soon(supervise, Child("mute", actor, (inbox,)), health.slot)
    with pytest.raises(NoReply):
        await ask(inbox.address, lambda reply: reply, within=5)
    nursery.cancel_scope.cancel()


async def test_a_crash_while_the_app_closes_is_no_crash_of_the_app() -> None:
    started = trio.Event()

    async def actor() -> None:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(trio.sleep_forever)
            started.set()
            try:
                await trio.sleep_forever()
            finally:
                raise ValueError("at the very end")

    with trio.fail_after(20):
        async with trio.open_nursery() as nursery:
            nursery.start_soon(supervise, Child("late", actor), Mailbox[Health](8).slot)
            await started.wait()
            nursery.cancel_scope.cancel()
