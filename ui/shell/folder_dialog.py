"""The system's folder dialog, run as a separate process."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Awaitable, Callable

import trio

from ui.text.add_source import CHOOSE_FOLDER

DIALOGS = (
    ("zenity", ("--file-selection", "--directory", f"--title={CHOOSE_FOLDER}")),
    ("kdialog", ("--getexistingdirectory",)),
)
"""Programs that ask for a folder and print its path."""


def chooser() -> Callable[[], Awaitable[bytes]] | None:
    """Return a function that asks for a folder; `None` if the system has no dialog."""
    for program, arguments in DIALOGS:
        path = shutil.which(program)
        if path is not None:
            return _asking((path, *arguments))
    return None


def _asking(command: tuple[str, ...]) -> Callable[[], Awaitable[bytes]]:
    async def ask() -> bytes:
        done = await trio.run_process(
            command, capture_stdout=True, stderr=subprocess.DEVNULL, check=False
        )
        return bytes(done.stdout or b"").rstrip(b"\n")

    return ask
