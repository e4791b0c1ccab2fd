"""Files are opened in other programs, and shown in the file manager: real programs, a real bus."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
import trio

from actors.handoff.actor import HandoffActor
from actors.messages import handoff
from models.audio.units import Ticket
from tests.actors.handoff.test_actor import Ends

MANAGER = Path(__file__).parent / "file_manager.py"


def script(path: Path, text: str) -> Path:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


async def answer(command: handoff.Command, platform: str = sys.platform) -> handoff.Event:
    """Return what the actor says to a command."""
    ends = Ends()
    async with trio.open_nursery() as nursery:
        actor = HandoffActor(ends.commands, ends.events.address, platform=platform)
        nursery.start_soon(actor.run)
        ends.post(command)
        with trio.fail_after(60):
            event = await ends.events.receive()
        nursery.cancel_scope.cancel()
    return event


@pytest.fixture
def opener(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put an `xdg-open` in front of all others; return the file where it notes what it is given."""
    noted = tmp_path / "opened"
    script(tmp_path / "xdg-open", f'printf "%s\\n" "$1" >>{noted}')
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return noted


async def test_an_editor_gets_all_files_and_none_of_our_variables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "offscreen")
    noted = tmp_path / "noted"
    editor = script(tmp_path / "my editor", f'printf "%s\\n" "$@" "$SDL_VIDEODRIVER." >{noted}')
    said = await answer(handoff.Open((b"/a b", b"/\xff"), f"'{editor}' -n %F"))

    assert said == handoff.Opened(2)
    assert noted.read_bytes() == b"-n\n/a b\n/\xff\n.\n"


@pytest.mark.parametrize(
    ("editor", "reason"),
    [("no-such-editor %F", "No such file"), ("false", "ended with 1"), ("'", "quotation")],
)
async def test_an_editor_that_does_not_work(editor: str, reason: str) -> None:
    said = await answer(handoff.Open((b"/a",), editor))

    assert isinstance(said, handoff.NotOpened)
    assert reason.lower() in said.reason.lower()


async def test_the_handler_of_the_system(opener: Path) -> None:
    assert await answer(handoff.Open((b"/a b",))) == handoff.Opened(1)
    assert opener.read_text() == "/a b\n"


async def test_without_a_bus_the_nearest_folder_is_opened(opener: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    (there / "a.wav").touch()
    for path in (there / "a.wav", there / "gone" / "too" / "b.wav"):
        assert await answer(handoff.Reveal((bytes(path),))) == handoff.Revealed(folder_only=True)
    assert opener.read_text() == f"{there}\n" * 2


async def test_without_anything_that_opens_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    said = await answer(handoff.Reveal((b"/no/such/file",)))

    assert said == handoff.NotRevealed("xdg-open: No such file or directory")


@pytest.mark.parametrize("how", ["takes", "refuses", "absent"])
async def test_the_file_manager_of_the_bus_selects_one_file_of_each_folder(
    how: str, opener: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [b"one/a #1.wav", b"one/b.wav", b"two/c\xff.wav", b"gone/d.wav"]
    files = [tmp_path / os.fsdecode(name) for name in names]
    for file in files[:3]:
        file.parent.mkdir(exist_ok=True)
        file.touch()
    async with trio.open_nursery() as nursery:
        bus = await nursery.start(_run_bus)
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
        if how != "absent":
            await nursery.start(_run_manager, bus, tmp_path / "shown", how)
        said = await answer(handoff.Reveal(tuple(map(bytes, files))))
        nursery.cancel_scope.cancel()

    assert said == handoff.Revealed(folder_only=how != "takes")
    if how == "takes":
        lines = (tmp_path / "shown").read_text().splitlines()
        assert [line.removeprefix(f"file://{tmp_path}") for line in lines] == [
            "/one/a%20%231.wav",
            "/two/c%FF.wav",
        ]
    else:
        assert opener.read_text() == f"{tmp_path}/one\n"


async def _run_bus(task_status: trio.TaskStatus[str]) -> None:
    """Run a session bus; report its address."""
    await _run(["dbus-daemon", "--session", "--nofork", "--print-address"], task_status)


async def _run_manager(bus: str, noted: Path, how: str, task_status: trio.TaskStatus[str]) -> None:
    """Run a file manager that notes what it is to show; Debian's binding of D-Bus is in C."""
    command = ["/usr/bin/python3", str(MANAGER), str(noted), how]
    await _run(command, task_status, {"DBUS_SESSION_BUS_ADDRESS": bus})


async def _run(
    command: list[str],
    task_status: trio.TaskStatus[str],
    environment: dict[str, str] | None = None,
) -> None:
    async with trio.open_nursery() as nursery:
        process = await nursery.start(
            partial(
                trio.run_process,
                command,
                stdout=subprocess.PIPE,
                env={**os.environ, **(environment or {})},
                check=False,
            )
        )
        line = b""
        with trio.fail_after(60):
            while not line.endswith(b"\n"):
                line += await process.stdout.receive_some(1000)
        task_status.started(line.decode().strip())
        try:
            await trio.sleep_forever()
        finally:
            process.kill()


async def test_the_guide_is_made_and_opened(opener: Path) -> None:
    ends = Ends()
    async with trio.open_nursery() as nursery:
        nursery.start_soon(HandoffActor(ends.commands, ends.events.address, opener.parent).run)
        ends.post(handoff.OpenGuide())
        with trio.fail_after(60):
            while not opener.exists():
                await trio.sleep(0.02)
        nursery.cancel_scope.cancel()
    page = Path(opener.read_text().strip())

    assert page == opener.parent / "cache" / "guide" / "index.html"
    assert "The first five minutes" in page.read_text("utf-8")
    assert (page.parent / "pictures").is_dir()


@pytest.mark.parametrize(("platform", "name"), [("darwin", "osascript"), ("win32", "powershell")])
async def test_other_systems_copy_and_paste_by_a_program_of_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, name: str
) -> None:
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    given, paths = tmp_path / "given", (b"/drums/k\xc3\xa4se 'n.wav", b"/b.wav")
    script(tmp_path / name, f"printf '%s\\n' \"$@\" > {given}; printf '/a b.wav\\r\\n/c.wav\\n'")

    assert await answer(handoff.Hold(paths), platform) == handoff.Held(2, text=False)
    said = given.read_bytes()
    if platform == "win32":
        said = base64.b64decode(said.split()[-1]).decode("utf-16-le").encode()
        assert said.endswith(b"Set-Clipboard -LiteralPath '/drums/k\xc3\xa4se ''n.wav', '/b.wav'")
    else:
        assert said.endswith(b"\nfiles\n" + b"\n".join(paths) + b"\n")
    found = await answer(handoff.ReadClipboard(Ticket(3)), platform)
    assert found == handoff.OnClipboard(Ticket(3), (b"/a b.wav", b"/c.wav"))

    script(tmp_path / name, "exit 3")
    assert await answer(handoff.Hold(paths, text=True), platform) == handoff.NotHeld(
        f"{name} ended with 3"
    )
    failed = handoff.OnClipboard(Ticket(4), (), reason=f"{name} ended with 3")
    assert await answer(handoff.ReadClipboard(Ticket(4)), platform) == failed


async def test_without_a_browser_the_guide_is_named_and_another_browser_is_tried(
    opener: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = opener.parent
    script(folder / "xdg-open", "exit 4")
    monkeypatch.setenv("PATH", str(folder))
    ends = Ends()
    async with trio.open_nursery() as nursery:
        nursery.start_soon(HandoffActor(ends.commands, ends.events.address, folder).run)
        ends.post(handoff.OpenGuide())
        with trio.fail_after(60):
            said = await ends.events.receive()
            page = folder / "cache" / "guide" / "index.html"
            reason = "xdg-open finds no program that opens it"
            assert said == handoff.GuideUnopened(os.fsencode(page), reason)

            script(folder / "firefox", f'printf "%s\n" "$1" >{opener}')
            ends.post(handoff.OpenGuide())
            assert await ends.events.receive() == handoff.Opened(1)
        nursery.cancel_scope.cancel()
    assert opener.read_text().strip() == str(page)
