"""Every request is answered or refused with a reason, whatever becomes of its responder."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Awaitable, Callable, Iterator
from types import ModuleType
from typing import Any

import pytest
import trio
from loguru import logger

from actors.kernel.jobs import Jobs
from actors.kernel.mailbox import Mailbox, request_in
from actors.kernel.pulse import QUIET
from actors.kernel.reply import NoReply, Reply, RequestRefused, ask
from actors.kernel.supervisor import ActorCrashed, Child, Health, supervise
from actors.messages import embeddings, library

PATIENCE = 60.0


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Silence the log: a hundred deliberate crashes."""
    logger.disable("actors.kernel")
    yield
    logger.enable("actors.kernel")


Actor = Callable[[Mailbox[Any]], Awaitable[None]]


def questions(module: ModuleType) -> list[type]:
    """Return the messages of an actor that carry a `reply_to`."""
    return [
        message
        for message in typing.get_args(module.Command)
        if "reply_to" in {field.name for field in dataclasses.fields(message)}
    ]


def asking(message: type) -> Callable[[Reply[Any]], Any]:
    """Return a factory of such a message, with its other fields empty."""

    def made(reply: Reply[Any]) -> object:
        blank: object = object.__new__(message)
        for field in dataclasses.fields(message):
            object.__setattr__(blank, field.name, reply if field.name == "reply_to" else None)
        return blank

    return made


# Possible failures of a responder.


async def never_starts(_inbox: Mailbox[Any]) -> None:
    raise RuntimeError("broken")


async def never_reads(_inbox: Mailbox[Any]) -> None:
    await trio.sleep_forever()


async def ends_at_once(_inbox: Mailbox[Any]) -> None:
    """An actor that returns, although it should run until cancelled."""


async def crashes_at_it(inbox: Mailbox[Any]) -> None:
    async for order in inbox:
        with order.reply_to:
            raise RuntimeError("broken")


async def crashes_while_it_holds_it(inbox: Mailbox[Any]) -> None:
    _order = await inbox.receive()
    raise RuntimeError("broken")


async def a_job_crashes(inbox: Mailbox[Any]) -> None:
    async def work() -> None:
        await trio.sleep(1)  # of the virtual clock
        raise RuntimeError("broken")

    async def hold(order: Any) -> None:
        with order.reply_to:
            await trio.sleep_forever()

    async with trio.open_nursery() as nursery:
        async for order in inbox:
            nursery.start_soon(hold, order)
            nursery.start_soon(work)


async def drops_it(inbox: Mailbox[Any]) -> None:
    while True:
        await inbox.receive()


async def forgets_to_answer(inbox: Mailbox[Any]) -> None:
    async for order in inbox:
        with order.reply_to:
            pass


async def holds_it_for_ever(inbox: Mailbox[Any]) -> None:
    kept = [order async for order in inbox]
    raise AssertionError(kept)


async def a_newer_job_takes_its_place(inbox: Mailbox[Any]) -> None:
    async def work(order: Any) -> None:
        with order.reply_to:
            await trio.sleep_forever()

    async with trio.open_nursery() as nursery:
        jobs = Jobs(nursery)
        async for order in inbox:
            jobs.start("it", lambda order=order: work(order))  # type: ignore[misc]
            await trio.sleep(1)  # of the virtual clock
            jobs.cancel("it")


async def says_why_not(inbox: Mailbox[Any]) -> None:
    async for order in inbox:
        try:
            with order.reply_to:
                raise RequestRefused("disk full")
        except RequestRefused:
            pass


FATES: list[tuple[Actor, str]] = [
    (never_starts, "stopped (RuntimeError: broken)"),
    (never_reads, "gave no reply"),
    (ends_at_once, "stopped (it returned)"),
    (crashes_at_it, "crashed (RuntimeError: broken)"),
    (crashes_while_it_holds_it, "crashed (RuntimeError: broken)"),
    (a_job_crashes, "crashed (RuntimeError: broken)"),
    (drops_it, "dropped"),
    (forgets_to_answer, "dropped"),
    (holds_it_for_ever, "gave no reply"),
    (a_newer_job_takes_its_place, "dropped"),
    (says_why_not, "disk full"),
]


async def fate(message: type, actor: Actor) -> str:
    """Return why a message to such an actor gets no reply."""
    inbox = Mailbox[Any](4, "library")
    child = Child("library", lambda: actor(inbox), (inbox,))
    async with trio.open_nursery() as nursery:
        nursery.start_soon(supervise, child, Mailbox[Health](64).slot)
        try:
            await ask(inbox.address, asking(message), within=PATIENCE)
        except NoReply as refused:
            nursery.cancel_scope.cancel()
            return str(refused)
    raise AssertionError(f"{actor.__name__} answered")


async def test_a_question_is_refused_with_the_reason(autojump_clock: object) -> None:
    """Each request, with each failure of its responder."""
    reasons: dict[tuple[type, Actor], str] = {}

    async def ended(message: type, actor: Actor) -> None:
        reasons[message, actor] = await fate(message, actor)

    with trio.fail_after(2 * PATIENCE):
        async with trio.open_nursery() as nursery:
            for message in [*questions(library), *questions(embeddings)]:
                for actor, _ in FATES:
                    nursery.start_soon(ended, message, actor)

    expected = dict(FATES)
    wrong = {end: reported for end, reported in reasons.items() if expected[end[1]] not in reported}
    assert len(reasons) > 100
    assert not wrong


async def test_what_is_asked_of_one_that_stays_down_is_refused_at_once(
    nursery: trio.Nursery, autojump_clock: object
) -> None:
    inbox = Mailbox[Any](1, "library")
    await supervise(
        Child("library", lambda: never_starts(inbox), (inbox,)), Mailbox[Health](9).slot
    )
    before = trio.current_time()
    for message in questions(library):
        with pytest.raises(NoReply, match="the library stopped"):
            await ask(inbox.address, asking(message), within=PATIENCE)

    assert trio.current_time() == before
    nursery.cancel_scope.cancel()


async def test_a_full_mailbox_that_nobody_reads_is_noticed(autojump_clock: object) -> None:
    inbox = Mailbox[Any](1, "library")
    inbox.slot.post(asking(library.Export)(Reply()))

    with pytest.raises(NoReply, match="gave no reply"), trio.fail_after(PATIENCE):
        await ask(inbox.address, library.Export, within=PATIENCE)


async def test_hours_of_work_are_waited_for_while_they_show_signs_of_life(
    nursery: trio.Nursery, autojump_clock: object
) -> None:
    inbox = Mailbox[library.Export](4, "library")

    async def actor() -> None:
        async for order in inbox:
            with order.reply_to as reply:
                for _ in range(10):
                    await trio.sleep(PATIENCE / 2)
                    reply.beat()
                reply.send(())

    nursery.start_soon(supervise, Child("library", actor, (inbox,)), Mailbox[Health](9).slot)

    assert await ask(inbox.address, library.Export, within=PATIENCE) == ()
    nursery.cancel_scope.cancel()


async def test_a_slow_start_that_shows_signs_of_life_is_waited_for(
    nursery: trio.Nursery, autojump_clock: object
) -> None:
    inbox = Mailbox[library.Export](4, "library")

    async def actor() -> None:
        for _ in range(20):  # a large library is being scanned
            await trio.sleep(QUIET / 2)
            inbox.pulse.beat()
        async for order in inbox:
            order.reply_to.send(())

    nursery.start_soon(supervise, Child("library", actor, (inbox,)), Mailbox[Health](9).slot)

    assert await ask(inbox.address, library.Export, within=PATIENCE) == ()
    nursery.cancel_scope.cancel()


async def test_a_message_that_is_fatal_twice_is_dropped_and_said(
    nursery: trio.Nursery, autojump_clock: object
) -> None:
    inbox, health, heard = Mailbox[str](8), Mailbox[Health](8), list[str]()

    async def actor() -> None:
        async for word in inbox:
            heard.append(word)
            if word == "poison":
                raise ValueError(word)

    nursery.start_soon(supervise, Child("reader", actor, (inbox,)), health.slot)
    crashes = []
    for _ in range(2):
        inbox.slot.post("poison")
        while not isinstance(report := await health.receive(), ActorCrashed):
            pass
        crashes.append(report)
        await trio.sleep(5)
    for word in ["poison"] * 5 + ["food"]:
        inbox.slot.post(word)
    await trio.sleep(5)

    assert [(crash.message, crash.poison) for crash in crashes] == [
        ("poison", False),
        ("poison", True),
    ]
    assert heard == ["poison", "poison", "food"]
    nursery.cancel_scope.cancel()


def test_a_question_is_found_in_every_message_that_carries_one() -> None:
    for message in [*questions(library), *questions(embeddings)]:
        reply = Reply[Any]()

        assert request_in(asking(message)(reply)) is reply
