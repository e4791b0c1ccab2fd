"""Runs a verb while the data folder is locked, if it needs that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext

from ui import quick_imports
from ui.commandline.lock import Locked, hold
from ui.commandline.parser import Call, opens_window
from ui.commandline.start import StartOptions
from ui.commandline.verb import Lock


def hasten(argv: Sequence[str]) -> None:
    """Begin what takes long, before the command line is parsed: the display of a window."""
    quick_imports.keep()
    if opens_window(argv):
        from ui.early_display import early_display  # verbs need none

        early_display.begin()


def run_locked(call: Call, run: Callable[[Call], int]) -> int:
    """Return the exit status of `run`.

    If another process holds the lock, its window comes forward instead; a mistake in the options is
    told whether or not another one does.
    """
    if mistake := call.verb.mistake(call.options):
        from ui.commandline.output import complain
        from ui.commandline.status import Status

        complain(mistake)
        return Status.MISUSED
    shown = isinstance(call.options, StartOptions) and not call.options.offscreen
    try:
        with hold(call.folder) if call.lock is Lock.ALWAYS else nullcontext():
            return run(call)
    except Locked as locked:
        from ui.commandline.output import complain
        from ui.commandline.second_start import call_running
        from ui.commandline.status import Status

        if shown:
            return call_running(call.folder, call.options.paths, str(locked))
        complain(str(locked))
        return Status.LOCKED
