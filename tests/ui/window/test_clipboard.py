"""Files on the clipboard, both ways; files shown and opened in other programs."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
import trio

from models.handoff.file_uri import file_uri
from models.handoff.formats import COPIED, TEXT
from models.handoff.paste_use import PasteUse
from models.state.notice import NoticeKind
from models.state.screen import Panel
from tests.ui.harness import PATIENCE, Screen, frames, keys, shot, typed, window
from tests.ui.window.test_carrying import counts, one_kick, select
from tests.ui.window.test_collections import make
from tests.ui.window.test_drag_out import NAMES, rows, sounds
from ui.text.notices import notice_words
from ui.widgets.menu import Menu

__all__ = ["sounds"]  # a fixture


async def content(kind: str) -> bytes:
    """Return what is on the clipboard, as another program reads it."""
    command = ["xclip", "-selection", "clipboard", "-o", "-t", kind]
    return (await trio.run_process(command, capture_stdout=True)).stdout


async def put(kind: str, data: bytes) -> None:
    """Let another program own the clipboard; xclip stays in the background."""
    command = ["xclip", "-selection", "clipboard", "-t", kind]
    await trio.run_process(command, stdin=data, stdout=subprocess.DEVNULL)


def said(screen: Screen) -> str:
    notice = screen.state.screen.notice
    return notice_words(notice) if notice else ""


async def hears(screen: Screen, words: str) -> None:
    await screen.until(
        lambda state: state.screen.notice is not None and words in notice_words(state.screen.notice)
    )


async def connected(screen: Screen) -> None:
    await screen.until(lambda state: state.handoff.connected)


async def test_selected_rows_are_offered_in_every_format(tmp_path: Path, sounds: Path) -> None:
    async with window(tmp_path / "data", sounds, handoff=True) as screen:
        await connected(screen)
        names = await rows(screen)
        await keys("g", "s", "Down", "shift+Down", "ctrl+c")
        await hears(screen, "Copied 2 files")
        known = {file_uri(bytes(sounds / os.fsdecode(name))) for name in names if name in NAMES}
        paths = (await content("text/uri-list")).splitlines()

        offered = (await content("TARGETS")).decode().split()
        assert offered == ["TARGETS", "TIMESTAMP", "MULTIPLE", *COPIED]
        assert len(paths) == 2
        assert known & set(paths), "one of them may be a link, for a name that is no text"
        gnome = (await content("x-special/gnome-copied-files")).splitlines()
        assert gnome == [b"copy", *paths]
        assert await content("application/x-kde-cutselection") == b"0"


async def test_paths_are_copied_as_text_only(tmp_path: Path, sounds: Path) -> None:
    async with window(tmp_path / "data", sounds, handoff=True) as screen:
        await connected(screen)
        await keys("g", "s", "Home", "ctrl+shift+c")
        await hears(screen, "Copied 1 path")
        offered = (await content("TARGETS")).decode().split()
        focused = screen.state.browser.focused

        assert offered == ["TARGETS", "TIMESTAMP", "MULTIPLE", *TEXT]
        assert focused is not None
        text = await content("UTF8_STRING")
        assert text.decode().rpartition("/")[2][:3] == focused.name[:3]


async def test_a_selected_part_is_copied_as_a_file(tmp_path: Path, demo_sounds: Path) -> None:
    kick = one_kick(tmp_path / "sounds", demo_sounds)
    async with window(tmp_path / "data", kick.parent, handoff=True) as screen:
        await connected(screen)
        await select(screen)
        await keys("ctrl+c")
        await hears(screen, "Copied 1 file")

        assert (await content("text/uri-list")).strip().endswith(b"/kick_clip.wav")


async def test_another_program_takes_the_clipboard(tmp_path: Path, sounds: Path) -> None:
    async with window(tmp_path / "data", sounds, handoff=True) as screen:
        await connected(screen)
        await keys("g", "s", "Home", "ctrl+c")
        await hears(screen, "Copied 1 file")
        await put("UTF8_STRING", b"only words")
        await keys("ctrl+v")
        await hears(screen, "No files on the clipboard")
        assert await content("UTF8_STRING") == b"only words"


@pytest.mark.parametrize("cut", [False, True])
async def test_files_of_another_program_are_pasted_into_the_source(
    tmp_path: Path, sounds: Path, demo_sounds: Path, *, cut: bool
) -> None:
    other = one_kick(tmp_path / "else", demo_sounds)
    async with window(tmp_path / "data", sounds, handoff=True) as screen:
        await connected(screen)
        verb = b"cut" if cut else b"copy"
        await put("x-special/gnome-copied-files", verb + b"\n" + file_uri(bytes(other)))
        await keys("g", "s", "ctrl+v")
        with trio.fail_after(PATIENCE):
            while Menu.current is None:
                await frames(1)
        shot("what pasting means")
        await keys("Down", "Return")
        await hears(screen, "Pasted “kick_2.wav”")
        assert screen.state.settings.paste is PasteUse.COPY
        await screen.until(lambda state: len(state.browser.ids) == 6)

        assert other.exists()
        assert (sounds / "kick_2.wav").read_bytes() == other.read_bytes()


async def test_pasted_into_a_collection(tmp_path: Path, sounds: Path) -> None:
    async with window(tmp_path / "data", sounds, handoff=True) as screen:
        await connected(screen)
        await make(screen, "One")
        await keys("g", "s", "ctrl+a", "ctrl+c")
        await hears(screen, "Copied 5 files")
        await keys("g", "shift+c")
        await screen.until(lambda state: state.screen.focus is Panel.COLLECTIONS)
        await keys("ctrl+v")
        await counts(screen, 5)  # one was copied as a link to it


async def test_long_lists_come_in_pieces(tmp_path: Path, sounds: Path) -> None:
    async with window(tmp_path / "data", sounds, handoff=True) as screen:
        await connected(screen)
        await make(screen, "One")
        deep = b"/somewhere/deep/in/a/folder/of/samples/with a long name %d.wav"
        lines = b"".join(file_uri(deep % number) + b"\r\n" for number in range(8000))
        assert len(lines) > 500_000
        await put("text/uri-list", lines)
        await keys("g", "shift+c", "ctrl+v")
        state = await screen.until(
            lambda state: (
                state.screen.notice is not None
                and state.screen.notice.kind is NoticeKind.NOT_IN_LIBRARY
            )
        )
        assert state.screen.notice is not None
        assert state.screen.notice.count == 8000


async def test_text_fields_keep_their_own_clipboard(tmp_path: Path, sounds: Path) -> None:
    async with window(tmp_path / "data", sounds, handoff=True) as screen:
        await connected(screen)
        await keys("g", "s", "Home", "ctrl+c")
        await hears(screen, "Copied 1 file")
        await keys("f")
        await screen.until(lambda state: state.screen.focus is Panel.SEARCH)
        await typed("snare")
        await keys("ctrl+a", "ctrl+c")
        await frames(3)

        assert (await content("UTF8_STRING")).decode() == "snare"
        assert "Copied 1 file" in said(screen)


async def test_revealed_and_opened_by_key(
    tmp_path: Path, sounds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = tmp_path / "noted"
    opener = tmp_path / "xdg-open"
    opener.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >>{noted}\n')
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    async with window(tmp_path / "data", sounds, handoff=True) as screen:
        await connected(screen)
        await keys("g", "s", "Home", "ctrl+shift+r")
        await hears(screen, "Folder shown")
        await keys("ctrl+e")
        with trio.fail_after(60):
            while len(lines := _lines(noted)) < 2:
                await frames(1)

    assert lines[0] == str(sounds)
    assert lines[1].endswith(".wav")


def _lines(path: Path) -> list[str]:
    return os.fsdecode(path.read_bytes()).splitlines() if path.exists() else []
