"""Drags onto programs that refuse, hang, die, answer late or never, on a real X server.

The targets are real windows of GTK. Each row of the table of faults is a test; random ones follow.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import trio
from Xlib import X

from actors.handoff.actor import HandoffActor
from actors.handoff.process import drag_source
from actors.kernel.supervisor import Child, supervise
from actors.messages import handoff
from models.audio.units import Ticket
from models.handoff.drag import Outcome, Place, Verdict
from tests.actors.handoff.rig import Rig
from tests.actors.handoff.test_actor import ONE, TWO, Ends, crash
from tests.ui.receiver import Receiver, receiver

pytestmark = [
    pytest.mark.ui,
    pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="no display: run scripts/test"),
]
PATHS = (b"/tmp/kick.wav", b"/tmp/snare #1.wav")


@pytest.fixture
def rig() -> Iterator[Rig]:
    with Rig() as found:
        yield found


def hover(rig: Rig, other: Receiver, wanted: Place = Place.ACCEPTED) -> Ticket:
    """Drag files over a receiver."""
    ticket = rig.begin()
    rig.source.load(ticket, PATHS)
    rig.go(*other.middle)
    rig.over(wanted)
    return ticket


def settled(rig: Rig, other: Receiver, what: str) -> None:
    """Turn until the receiver noted something."""
    rig.until(lambda: bool(other.noted(what)))


async def test_a_target_that_takes_the_files(rig: Rig, tmp_path: Path) -> None:
    async with receiver(tmp_path) as other:
        ticket = hover(rig, other)
        rig.release()
        assert rig.wait(handoff.LetGo) == handoff.LetGo(ticket, Verdict.DROPPED)
        assert rig.wait(handoff.Done) == handoff.Done(ticket, Outcome.TAKEN)
        assert await other.files() == [*PATHS]
        assert not rig.connection.owns(drag_source.SELECTION)
        assert not rig.source.waiting


async def test_requests_wait_for_files_that_are_not_known_yet(rig: Rig, tmp_path: Path) -> None:
    async with receiver(tmp_path) as other:
        ticket = rig.begin()
        rig.go(*other.middle)
        rig.over(Place.ACCEPTED)
        rig.release()
        assert rig.wait(handoff.LetGo).verdict is Verdict.DROPPED
        settled(rig, other, "drop")
        for _ in range(20):
            rig.turn()
        assert other.noted("data") == [], "it waits"
        rig.source.load(ticket, PATHS)
        rig.wait(handoff.Done)
        assert await other.files() == [*PATHS]


async def test_requests_for_files_that_do_not_come_are_refused(rig: Rig, tmp_path: Path) -> None:
    async with receiver(tmp_path) as other:
        ticket = rig.begin()
        rig.go(*other.middle)
        rig.over(Place.ACCEPTED)
        rig.release()
        settled(rig, other, "drop")
        rig.source.load(ticket, ())
        assert rig.wait(handoff.Done).outcome in {Outcome.FAILED, Outcome.TAKEN}
        assert other.noted("data")[0]["uris"] == []


async def test_a_target_that_refuses(rig: Rig, tmp_path: Path) -> None:
    async with receiver(tmp_path, "refuse") as other:
        hover(rig, other, Place.REFUSED)
        rig.release()
        assert rig.wait(handoff.LetGo).verdict is Verdict.REFUSED
        settled(rig, other, "leave")


async def test_a_target_that_hangs_is_given_up(rig: Rig, tmp_path: Path) -> None:
    async with receiver(tmp_path, "slow=8") as other:
        rig.source.load(rig.begin(), PATHS)
        rig.go(*other.middle)
        settled(rig, other, "motion")
        rig.release()
        rig.turn()
        assert not any(isinstance(event, handoff.LetGo) for event in rig.heard)
        rig.ahead = drag_source.STATUS_PATIENCE + 1  # seconds later
        assert rig.wait(handoff.LetGo).verdict is Verdict.REFUSED


async def test_a_target_that_thinks_slowly_is_waited_for(rig: Rig, tmp_path: Path) -> None:
    async with receiver(tmp_path, "slow=0.3") as other:
        rig.source.load(rig.begin(), PATHS)
        rig.go(*other.middle)
        rig.release()  # before it has answered
        assert rig.wait(handoff.LetGo).verdict is Verdict.DROPPED
        assert rig.wait(handoff.Done).outcome is Outcome.TAKEN


async def test_a_target_that_dies_while_hovered(rig: Rig, tmp_path: Path) -> None:
    async with receiver(tmp_path) as other:
        hover(rig, other)
        other.process.kill()
        rig.over(Place.NOWHERE)
        rig.release()
        assert rig.wait(handoff.LetGo).verdict is Verdict.NOWHERE


async def test_a_target_that_dies_of_the_drop(rig: Rig, tmp_path: Path) -> None:
    async with receiver(tmp_path, "die") as other:
        ticket = hover(rig, other)
        rig.release()
        assert rig.wait(handoff.Done) == handoff.Done(ticket, Outcome.FAILED)
        assert not rig.source.waiting


async def test_a_target_that_never_says_that_it_is_done(rig: Rig, tmp_path: Path) -> None:
    async with receiver(tmp_path, "late=600") as other:
        ticket = hover(rig, other)
        rig.release()
        rig.wait(handoff.LetGo)
        settled(rig, other, "drop")
        rig.ahead = drag_source.FINISH_PATIENCE + 1
        assert rig.wait(handoff.Done) == handoff.Done(ticket, Outcome.UNANSWERED)
        assert not rig.connection.owns(drag_source.SELECTION)


async def test_a_second_drag_before_the_first_target_has_asked(rig: Rig, tmp_path: Path) -> None:
    async with receiver(tmp_path, "late=1") as other:
        first = hover(rig, other)
        rig.release()
        rig.wait(handoff.LetGo)
        second = rig.begin()
        rig.source.load(second, (b"/tmp/other.wav",))
        rig.go(900, 700)
        assert rig.wait(handoff.Done) == handoff.Done(first, Outcome.TAKEN)
        assert await other.files() == [*PATHS], "each drop gives its own files"
        rig.release()
        ended = rig.wait(handoff.LetGo)
        assert ended.ticket == second
        # The window manager may have put the receiver's window there.
        assert ended.verdict in {Verdict.NOWHERE, Verdict.REFUSED}


def test_another_program_begins_a_drag(rig: Rig) -> None:
    rig.begin()
    rig.go(900, 700)
    rig.over(Place.NOWHERE)
    with Rig() as another:
        another.connection.own(drag_source.SELECTION)
        assert rig.wait(handoff.LetGo).verdict is Verdict.CANCELLED


def test_without_files_nobody_is_told(rig: Rig) -> None:
    rig.source.load(rig.begin(), ())
    rig.go(900, 700)
    rig.over(Place.NOWHERE)
    rig.release()
    assert rig.wait(handoff.LetGo).verdict is Verdict.NOWHERE


def test_pressed_and_released_faster_than_we_look(rig: Rig) -> None:
    for _ in range(10):
        rig.heard.clear()
        rig.move(50, 50)
        rig.press()
        rig.release()
        rig.source.carry(Ticket(99))
        assert rig.wait(handoff.LetGo).verdict is Verdict.HOME


def test_a_release_that_nobody_saw_is_not_at_home(rig: Rig) -> None:
    """KWin hides pointer and button while over Wayland windows, then both come home at once."""
    rig.begin()
    rig.go(900, 700)
    rig.over(Place.NOWHERE)
    rig.move(50, 50)
    rig.release()
    assert rig.wait(handoff.LetGo).verdict is Verdict.NOWHERE


def test_our_window_is_told_of_the_release(rig: Rig) -> None:
    rig.begin()
    rig.go(900, 700)
    rig.over(Place.NOWHERE)
    rig.release()
    rig.wait(handoff.LetGo)
    hand = rig._hand
    hand.display.sync()
    kinds = [event.type for event in hand.take_events()]
    assert X.ButtonRelease in kinds


def test_the_process_ends_with_its_input() -> None:
    command = [sys.executable, "-m", "actors.handoff.child"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b'["Connect",17]\n["Hold",["/tmp/a.wav"],false]\n')
        process.stdin.flush()
        assert process.stdout.readline() == b'["Connected",false]\n'
        assert process.stdout.readline() == b'["Held",1,false]\n'
        process.stdin.close()
        assert process.wait(20) == 0


HOW = ("", "", "refuse", "die", "slow=0.1", "late=0.2")


async def test_random_drags_leave_nothing_behind(rig: Rig, tmp_path: Path) -> None:
    """A hundred drags onto programs that take, refuse, hang or die at any moment."""
    luck = random.Random(7)  # noqa: S311 - no secret
    drags = 0
    while drags < 100:
        async with receiver(tmp_path, *filter(None, [luck.choice(HOW)])) as other:
            for _ in range(luck.randint(5, 15)):
                drags += 1
                _drag_at_random(rig, other, luck)
                if other.process.poll() is not None:
                    break
    assert not rig.source.watching
    rig.ahead = drag_source.FINISH_PATIENCE + 1
    rig.until(lambda: not rig.source.waiting)
    assert not rig.connection.owns(drag_source.SELECTION)
    rig.ahead = 0.0
    async with receiver(tmp_path) as other:
        hover(rig, other)
        rig.release()
        assert rig.wait(handoff.Done).outcome is Outcome.TAKEN


def _drag_at_random(rig: Rig, other: Receiver, luck: random.Random) -> None:
    """Drag somewhere, load and release at any moment; it ends with exactly one verdict."""
    ticket = rig.begin()
    if early := luck.random() < 0.7:
        rig.source.load(ticket, PATHS)
    x, y = luck.choice([other.middle, other.middle, (900, 900), (50, 60)])
    rig.go(x + luck.randint(-20, 20), y + luck.randint(-20, 20))
    for _ in range(luck.randint(0, 12)):
        rig.turn()
    fate = luck.random()
    if fate < 0.1:
        other.process.kill()
    elif fate < 0.2:
        rig.source.call_off(ticket)
    rig.release()
    if not early:
        rig.turn()
        rig.source.load(ticket, PATHS if luck.random() < 0.7 else ())
    assert rig.wait(handoff.LetGo).ticket == ticket
    rig.until(lambda: not rig.source.watching)
    assert len([one for one in rig.heard if isinstance(one, handoff.LetGo)]) == 1


async def test_a_frozen_process_is_replaced(tmp_path: Path) -> None:
    ends = Ends()
    child = Child(
        "handoff",
        lambda: HandoffActor(ends.commands, ends.events.address).run(),
        (ends.commands,),
    )
    with Rig() as rig:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(supervise, child, ends.health.slot)
            ends.post(handoff.Connect(rig.home.id))
            await ends.heard(handoff.Connected)
            rig.move(50, 50)
            rig.press()
            ends.post(handoff.Carry(ONE))
            await ends.heard(handoff.Over)
            os.kill(_child_number(), signal.SIGSTOP)
            rig.release()
            ends.post(handoff.EndTouch(ONE))
            assert "does not respond" in await crash(ends)
            ends.post(handoff.Connect(rig.home.id), handoff.Carry(TWO))
            assert await ends.heard(handoff.LetGo) == handoff.LetGo(TWO, Verdict.HOME)
            nursery.cancel_scope.cancel()


def _child_number() -> int:
    """Return the number of the process."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        for entry in Path("/proc").iterdir():
            try:
                line = (entry / "cmdline").read_bytes()
                parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
            except (OSError, IndexError):
                continue
            if b"actors.handoff.child" in line and int(parent) == os.getpid():
                return int(entry.name)
    raise AssertionError("there is none")
