"""Programs of Debian onto which files are dragged: how each is started, and what it did."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import trio

from tests.ui.receiver import xdotool

PATIENCE = 60.0
"""Seconds that a program may take to show its window."""
SMALL = 90_000
"""Pixels of a window that is a greeting or a helper."""
PAGE = """<!doctype html><meta charset="utf-8"><title>page receiver</title>
<style>html,body{height:100%;margin:0;background:#eee}</style><body>drop here<script>
addEventListener('dragover', e => { e.preventDefault(); e.dataTransfer.dropEffect = 'copy'; });
addEventListener('drop', async e => {
  e.preventDefault();
  const [file] = e.dataTransfer.files;
  document.title = 'page got ' + file.name + ' ' + (await file.arrayBuffer()).byteLength;
});
</script>
"""
AUDACITY = "PrefsVersion=1.1.1r1\n[Directories]\nTempDir={}/session\n[GUI]\nShowSplashScreen=0\n"
LMMS = """<?xml version="1.0"?><!DOCTYPE lmms-config-file><lmms-config-file version="1.2.2">
<app configured="1" nomsgaftersetup="1" nanwarned="1"/>
<mixer audiodev="Dummy (no sound output)" mididev="Dummy (no MIDI support)"/>
<paths workingdir="{0}/lmms/"/></lmms-config-file>"""


@dataclass(frozen=True, slots=True)
class Program:
    """A program, and how a drop onto it is recognised."""

    name: str
    title: str
    """Part of the title of its window."""
    command: Callable[[Path], list[str]]
    """Returns its command line, for a home folder."""
    took: Callable[[Path, str, Path], bool]
    """Tells from home, window title and dropped file whether it took the file."""
    files: tuple[tuple[str, str], ...] = ()
    """Path below home and content of files that it needs; `{0}` is the home."""
    place: tuple[float, float] = (0.5, 0.5)
    """Where in its window, from its upper left."""
    settle: float = 2.0
    """Seconds until its window takes drops."""

    @property
    def installed(self) -> bool:
        """Whether its command is there."""
        return shutil.which(self.name) is not None


def _chromium(home: Path) -> list[str]:
    return [
        *("chromium", "--no-sandbox", "--no-zygote", "--disable-gpu", "--no-first-run"),
        *("--ozone-platform=x11", f"--user-data-dir={home}/profile", "--window-size=500,400"),
        f"--app=file://{home}/page.html",
    ]


PROGRAMS = (
    Program(
        "pcmanfm",
        "taken here",
        lambda home: ["pcmanfm", "--no-desktop", str(home / "taken here")],
        lambda home, _title, file: (home / "taken here" / file.name).exists(),
        files=(("taken here/.keep", ""),),
        place=(0.7, 0.7),
    ),
    Program(
        "audacity",
        "Audacity",
        lambda _home: ["audacity"],
        lambda _home, title, file: title.startswith(file.stem),
        files=((".config/audacity/audacity.cfg", AUDACITY), ("session/.keep", "")),
        settle=4.0,
    ),
    Program(
        "chromium",
        "page receiver",
        _chromium,
        lambda _home, title, file: title == f"page got {file.name} {file.stat().st_size}",
        files=(("page.html", PAGE),),
    ),
    Program(
        "lmms",
        "LMMS",
        lambda _home: ["lmms", "--allowroot"],
        lambda _home, title, _file: "Untitled*" in title,
        files=((".lmmsrc.xml", LMMS), ("lmms/.keep", "")),
        place=(0.15, 0.26),
        settle=6.0,
    ),
)


@asynccontextmanager
async def started(program: Program, home: Path) -> AsyncGenerator[str]:
    """Run a program; yield the number of its window, at the right edge of the screen."""
    for below, content in program.files:
        path = home / below
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content.replace("{0}", str(home)).replace("{}", str(home)))
    bus = shutil.which("dbus-run-session")
    words = program.command(home)
    process = await trio.lowlevel.open_process(
        [bus, "--", *words] if bus else words,
        env={**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": f"{home}/.config", **_PLAIN},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        await _window(program.title)
        await trio.sleep(program.settle)
        await _dismiss()
        window = await _window(program.title)  # the first one may have been a greeting
        await _shrink(window)
        await xdotool("windowsize", window, 900, 700, "windowmove", window, 1600, 200)
        await trio.sleep(1.0)  # another program draws itself anew
        yield window
    finally:
        with trio.CancelScope(shield=True):
            os.killpg(process.pid, 15)
            with trio.move_on_after(3):
                await process.wait()
            if process.returncode is None:
                os.killpg(process.pid, 9)
                await process.wait()


_PLAIN = {"QT_QPA_PLATFORM": "xcb", "NO_AT_BRIDGE": "1", "GIO_USE_VFS": "local"}


async def title(window: str) -> str:
    """Return the title of a window; empty if it is gone."""
    try:
        return await xdotool("getwindowname", window)
    except subprocess.CalledProcessError:
        return ""


async def _window(part: str) -> str:
    """Return the visible window whose title has a part, once it is there."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            found = await xdotool("search", "--onlyvisible", "--name", re.escape(part))
        except subprocess.CalledProcessError:
            found = ""
        sized = [(await _area(window), window) for window in found.split()]
        area, window = max(sized, default=(0, ""))
        if area > SMALL:
            return window
        await trio.sleep(0.2)  # polls another program
    raise TimeoutError(f"no window “{part}”")


async def _area(window: str) -> int:
    try:
        shape = await xdotool("getwindowgeometry", "--shell", window)
    except subprocess.CalledProcessError:
        return 0
    size = dict(line.split("=") for line in shape.splitlines())
    return int(size["WIDTH"]) * int(size["HEIGHT"])


async def _shrink(window: str) -> None:
    """Take back that a window fills the screen."""
    if shutil.which("wmctrl"):
        states = "remove,maximized_vert,maximized_horz"
        command = ["wmctrl", "-i", "-r", hex(int(window)), "-b", states]
        await trio.run_process(command, check=False, stderr=subprocess.DEVNULL)
        await trio.sleep(0.5)  # the window manager acts


async def _dismiss() -> None:
    """Close greetings."""
    if shutil.which("wmctrl"):
        await trio.run_process(["wmctrl", "-c", "Welcome"], check=False, stderr=subprocess.DEVNULL)
        await trio.sleep(1.0)  # the window manager and the program act
