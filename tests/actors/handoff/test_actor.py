"""The actor and its process: tickets, silence, death, and what is said without a process."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

import pytest
import trio

from actors.handoff import actor as handoff_actor
from actors.handoff.actor import HandoffActor
from actors.handoff.process_link import ProcessFailed
from actors.kernel.mailbox import Mailbox
from actors.kernel.supervisor import (
    ActorCrashed,
    ActorGaveUp,
    ActorRecovered,
    Child,
    Health,
    supervise,
)
from actors.messages import handoff
from models.audio.units import Pixels, Ticket
from models.handoff.drag import Outcome, Place, Verdict

Event = TypeVar("Event")
WINDOW = handoff.Connect(17)
ONE, TWO = Ticket(1), Ticket(2)


class Ends:
    """The mailboxes of the actor."""

    def __init__(self) -> None:
        self.commands = Mailbox[handoff.Command](64)
        self.events = Mailbox[handoff.Event](64)
        self.health = Mailbox[Health](64)

    def post(self, *commands: handoff.Command) -> None:
        for command in commands:
            self.commands.slot.post(command)

    async def heard(self, kind: type[Event]) -> Event:
        """Return the next event of type `kind`."""
        with trio.fail_after(60):
            while True:
                event = await self.events.receive()
                if isinstance(event, kind):
                    return event


@asynccontextmanager
async def acting(*how: str) -> AsyncGenerator[Ends]:
    """Run the supervised actor, whose process behaves as told."""
    ends = Ends()
    program = (sys.executable, "-m", "tests.actors.handoff.far_end", *how)
    child = Child(
        "handoff",
        lambda: HandoffActor(ends.commands, ends.events.address, program=program).run(),
        (ends.commands,),
    )
    async with trio.open_nursery() as nursery:
        nursery.start_soon(supervise, child, ends.health.slot)
        yield ends
        nursery.cancel_scope.cancel()


async def crash(ends: Ends) -> str:
    """Return why the actor crashed; that it recovered before may be told in between."""
    with trio.fail_after(60):
        while not isinstance(report := await ends.health.receive(), ActorCrashed):
            assert isinstance(report, ActorRecovered)
    return report.error


async def test_events_carry_the_ticket_of_their_drag() -> None:
    async with acting() as ends:
        ends.post(WINDOW)
        await ends.heard(handoff.Connected)
        ends.post(handoff.Carry(ONE), handoff.Carry(TWO), handoff.Load(ONE, (b"/a \xff",)))
        assert await ends.heard(handoff.Over) == handoff.Over(ONE, Place.HOME)
        assert await ends.heard(handoff.Over) == handoff.Over(TWO, Place.HOME)
        assert await ends.heard(handoff.Over) == handoff.Over(ONE, Place.ACCEPTED)
        picture = handoff.ShowPicture(TWO, Pixels(1), Pixels(1), b"\0\xff\n,")
        ends.post(picture, handoff.CallOff(TWO))
        assert await ends.heard(handoff.LetGo) == handoff.LetGo(TWO, Verdict.CANCELLED)
        assert await ends.heard(handoff.Done) == handoff.Done(TWO, Outcome.TAKEN)


async def test_names_of_any_bytes_come_and_go() -> None:
    async with acting() as ends:
        ends.post(WINDOW, handoff.Hold((b"/\xff\n", b"/b"), text=True), handoff.ReadClipboard(ONE))

        assert await ends.heard(handoff.Held) == handoff.Held(2, text=True)
        wanted = handoff.OnClipboard(ONE, (b"/\xff a", b"/b"), cut=True)
        assert await ends.heard(handoff.OnClipboard) == wanted


async def test_a_process_that_is_well_may_take_its_time() -> None:
    async with acting() as ends:
        ends.post(WINDOW, handoff.Carry(ONE), handoff.EndTouch(ONE))
        await ends.heard(handoff.Over)
        await trio.sleep(handoff_actor.HANG * 1.5)  # a target thinks
        ends.post(handoff.CallOff(ONE))
        await ends.heard(handoff.LetGo)


async def test_a_process_that_hangs_is_started_again() -> None:
    async with acting("mute") as ends:
        ends.post(WINDOW, handoff.Carry(ONE), handoff.EndTouch(ONE))
        await ends.heard(handoff.Over)
        assert "does not respond" in await crash(ends)
        ends.post(WINDOW, handoff.Carry(TWO))
        await ends.heard(handoff.Connected)
        assert await ends.heard(handoff.Over) == handoff.Over(TWO, Place.HOME)


async def test_a_process_that_does_not_read_is_started_again() -> None:
    async with acting("deaf") as ends:
        ends.post(WINDOW)
        await ends.heard(handoff.Connected)
        ends.post(handoff.Load(ONE, (b"/" + b"a" * 1_000_000,)))
        assert "does not read" in await crash(ends)


async def test_a_process_that_dies_in_a_drag_is_started_again_three_times() -> None:
    async with acting("dies") as ends:
        for _ in range(3):
            ends.post(WINDOW)
            await ends.heard(handoff.Connected)
            ends.post(handoff.Carry(ONE))
            assert "ended with 9" in await crash(ends)
        ends.post(WINDOW)
        await ends.heard(handoff.Connected)
        ends.post(handoff.Carry(ONE))
        with trio.fail_after(60):
            while not isinstance(await ends.health.receive(), ActorGaveUp):
                pass


@pytest.mark.parametrize(("window", "how"), [(None, ()), (17, ("unconnected",))])
async def test_without_an_x_server_all_is_refused_with_a_reason(
    window: int | None, how: tuple[str, ...]
) -> None:
    async with acting(*how) as ends:
        ends.post(handoff.Connect(window))
        reason = (await ends.heard(handoff.NotConnected)).reason
        ends.post(handoff.Carry(ONE), handoff.Load(ONE, ()), handoff.EndTouch(ONE))
        assert await ends.heard(handoff.LetGo) == handoff.LetGo(ONE, Verdict.CANCELLED)
        ends.post(handoff.Hold((b"/a",)), handoff.ReadClipboard(TWO))
        assert await ends.heard(handoff.NotHeld) == handoff.NotHeld(reason)
        wanted = handoff.OnClipboard(TWO, (), reason=reason)
        assert await ends.heard(handoff.OnClipboard) == wanted


async def test_the_real_process_says_that_there_is_no_x_server(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DISPLAY", ":9999")
    ends = Ends()
    async with trio.open_nursery() as nursery:
        nursery.start_soon(HandoffActor(ends.commands, ends.events.address).run)
        ends.post(WINDOW)
        assert "no X server" in (await ends.heard(handoff.NotConnected)).reason
        nursery.cancel_scope.cancel()


async def test_no_process_outlives_the_app() -> None:
    before = processes()
    async with acting("mute") as ends:
        ends.post(WINDOW)
        await ends.heard(handoff.Connected)
        (child,) = processes() - before
    assert child not in processes()


def processes() -> set[str]:
    """Return the numbers of our child processes that stand in for the real one."""
    found: set[str] = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                line = (entry / "cmdline").read_bytes()
                parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
            except OSError:
                continue
            if b"far_end" in line and int(parent) == os.getpid():
                found.add(entry.name)
    return found


async def test_what_an_unknown_line_leads_to() -> None:
    ends = Ends()
    program = (sys.executable, "-c", "print('[\"Nonsense\", 1]', flush=True); input()")
    with pytest.raises(ExceptionGroup) as raised:  # noqa: PT012 - the nursery raises
        async with trio.open_nursery() as nursery:
            nursery.start_soon(
                HandoffActor(ends.commands, ends.events.address, program=program).run
            )
            ends.post(WINDOW)
    error: BaseException = raised.value
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    assert isinstance(error, ProcessFailed)
