"""A start while another one has the data folder open: that window comes forward instead."""

from __future__ import annotations

import os
import time
from enum import Enum, auto
from pathlib import Path

from actors.kernel.window_socket import PEERS, TAKEN, connect_window
from models.handoff.call import Call, encode_call
from ui.commandline.output import complain
from ui.commandline.status import Status
from ui.text import commandline as text

PATIENCE = 4.0
"""Seconds for a reply."""
STARTING = 2.0
"""Seconds that a window which has just been started may take until it can be called."""
PAUSE = 0.1
"""Seconds between two attempts to connect: nothing tells when the socket is there."""


class Outcome(Enum):
    """What became of a call."""

    TAKEN = auto()
    NOBODY = auto()
    """No window: another program of ours has the folder open."""
    SILENT = auto()
    """A window that does not respond."""


def call_window(folder: Path, call: Call, *, peers: bool = PEERS) -> Outcome:
    """Ask the window that has the data folder open to come forward and show paths."""
    deadline = time.monotonic() + STARTING
    while True:
        try:
            with connect_window(folder, PATIENCE, peers=peers) as stream:
                stream.sendall(encode_call(call))
                return Outcome.TAKEN if stream.recv(len(TAKEN)) == TAKEN else Outcome.SILENT
        except (FileNotFoundError, ConnectionRefusedError, NotADirectoryError):
            if time.monotonic() >= deadline:
                return Outcome.NOBODY
        except OSError:  # also if it takes too long
            return Outcome.SILENT
        time.sleep(PAUSE)


def call_of(paths: tuple[str, ...]) -> Call:
    """Return the call for paths as typed, which are relative to the working folder."""
    found = tuple(bytes(Path(path).expanduser().absolute()) for path in paths)
    return Call(found, os.environ.get("DESKTOP_STARTUP_ID", ""))


def call_running(folder: Path, paths: tuple[str, ...], locked: str) -> int:
    """Let the running window show paths instead; return the exit status."""
    outcome = call_window(folder, call_of(paths))
    if outcome is Outcome.TAKEN:
        return Status.DONE
    complain(text.window_silent(folder) if outcome is Outcome.SILENT else locked)
    return Status.LOCKED
