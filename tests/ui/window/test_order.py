"""Input comes first: what it leads to is on its way before a frame is drawn."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import trio
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.graphics.opengl import GL_RENDERER, glGetString

from models.state.transport import Status
from tests.ui.harness import Screen, endless, frames, window
from ui import fairclock
from ui.gl_fence import GlFence
from ui.software_renderer import NICENESS, renderer_threads

PATIENT = 20.0
"""Seconds instead of milliseconds: the order is tested, not the speed of the machine."""


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fairclock, "BUDGET", PATIENT)
    monkeypatch.setattr(fairclock, "HOLD", PATIENT)


@contextmanager
def noted(screen: Screen) -> Iterator[list[str]]:
    """Note keys, and the status of the transport at the beginning of each frame."""
    course: list[str] = []

    def pressed(*_: object) -> None:
        course.append("key")

    def drawn(*_: object) -> None:
        course.append(screen.state.transport.status.name)

    Window.bind(on_key_down=pressed, on_draw=drawn)
    try:
        yield course
    finally:
        Window.unbind(on_key_down=pressed, on_draw=drawn)


async def press(key: str) -> None:
    """Press a key, without waiting for frames."""
    await trio.run_process(["xdotool", "key", "--clearmodifiers", key])


async def test_the_frame_after_a_key_shows_a_sound_that_has_started(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        await endless(screen)
        await press("Down")
        await screen.until(lambda state: state.transport.status is Status.PLAYING)
        for key in ("Down", "space"):
            if key == "space":
                await press("Escape")
                await screen.until(lambda state: state.transport.status is Status.STOPPED)
            before = screen.state.transport.ticket
            with noted(screen) as course:
                await press(key)
                await screen.ports.state.until(
                    lambda state, before=before: state.transport.ticket != before  # type: ignore[misc]
                )
                await frames(2)

            assert "key" in course
            assert Status.STARTING.name not in course
            assert course[course.index("key") + 1] == Status.PLAYING.name


async def test_the_software_renderer_yields_to_everything_else(tmp_path: Path) -> None:
    async with window(tmp_path):
        threads = renderer_threads()
        ours = os.getpriority(os.PRIO_PROCESS, 0)
        for one in threads:
            assert os.getpriority(os.PRIO_PROCESS, one) == min(19, ours + NICENESS)

    renderer = glGetString(GL_RENDERER)
    assert bool(threads) == renderer.startswith(b"llvmpipe")


class ClosedFence(GlFence):
    """A fence that the renderer does not reach until it is opened."""

    opened = False

    @property
    def reached(self) -> bool:
        return self.opened and super().reached


async def test_keys_are_handled_while_a_frame_is_rendered(
    tmp_path: Path, demo_sounds: Path
) -> None:
    async with window(tmp_path, demo_sounds / "Pads") as screen:
        await endless(screen)
        clock = screen.app._clock
        fence = clock._fence
        assert fence is not None, "the renderer has no fences"
        await press("Down")
        await screen.until(lambda state: state.transport.status is Status.PLAYING)
        fence.__class__ = ClosedFence
        with trio.fail_after(PATIENT):
            while not clock._rendering:  # noqa: ASYNC110 - Kivy draws
                await trio.sleep(0.001)
        with noted(screen) as course:
            ticket = screen.state.transport.ticket
            await press("Down")
            with trio.fail_after(PATIENT):
                await screen.ports.state.until(
                    lambda state: (
                        state.transport.ticket != ticket
                        and state.transport.status is Status.PLAYING
                    )
                )
            assert course == ["key"]
            assert clock._rendering
            ClosedFence.opened = True
            await frames(2)

    assert course[1:]
    assert set(course[1:]) == {Status.PLAYING.name}


async def test_an_event_of_kivys_clock_comes_when_it_is_due_in_a_window_at_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with window(tmp_path):
        await trio.sleep(fairclock.AFTERGLOW)
        monkeypatch.setattr(fairclock, "IDLE", 1e6)
        due = trio.Event()
        await frames(1)  # the rest that has begun has an end; the next one has the event's
        Clock.schedule_once(lambda _: due.set(), 2 * fairclock.AFTERGLOW)
        with trio.fail_after(PATIENT):
            await due.wait()
