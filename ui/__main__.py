"""Parse the command line and start what it asks for."""

from __future__ import annotations

import gc

gc.disable()  # what is imported is no garbage: looking for some takes a tenth of the start

import sys
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import trio

from actors.kernel import logbook
from actors.kernel.slow_steps import SlowSteps
from actors.system import Config, chosen, devices, explained, previewed, running
from data import demo_library
from ui.commandline import (
    arguments,
    choices,
    correcting,
    doctor,
    duplicating,
    exporting,
    hearing,
    importing,
    listing,
    networks,
    relinking,
    scanning,
    sources,
)
from ui.commandline.running import hold_streams, outcome
from ui.commandline.single import Taken, alone

EXCLUSIVE = {"window", "scan", "export", "relink", "remove", "narrow", "forget"}
"""Commands that no other sempal may run beside."""
TAKEN = 3
"""Exit status where another sempal has the data folder."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run `sempal`; returns the exit status."""
    hold_streams()
    asked = arguments.parse(sys.argv[1:] if argv is None else argv)
    folder = asked.folder
    window = asked.command == "window"
    if not window:
        gc.enable()  # the window does it when its first frame is drawn
    logbook.start(folder / "logs" if window else None, asked.level, fixed=asked.level_named)
    work = work_for(asked)
    watched = [SlowSteps()] if asked.debug else []
    run = partial(trio.run, instruments=watched)
    if asked.command not in EXCLUSIVE:
        return outcome(run, work)
    try:
        with alone(folder):
            return outcome(run, work)
    except Taken as taken:
        sys.stderr.write(f"sempal: {taken}\n")
        return TAKEN


def work_for(asked: arguments.Asked) -> Callable[[], Awaitable[int]]:
    """Return what the person asked for, to be run under trio."""
    quiet = Config(asked.folder, sound=False, model="" if asked.command == "model" else asked.model)
    match asked.command:
        case "scan":
            return scanning.scan(running(quiet), asked)
        case "list":
            return listing.print_samples(running(quiet), asked)
        case "config":
            return choices.explain(asked, explained)
        case "analyse":
            return hearing.analyse(running(quiet), asked)
        case "embed":
            return hearing.embed(running(quiet), asked)
        case "similar":
            return hearing.similar(running(quiet), asked)
        case "duplicates":
            return duplicating.duplicates(running(quiet), asked)
        case "type":
            return correcting.correct(running(quiet), asked)
        case "embeddings":
            return hearing.export(running(quiet), asked)
        case "model":
            return networks.manage(asked, chosen)
        case "relink":
            return relinking.relink(running(quiet), asked)
        case "remove" | "narrow" | "forget":
            return sources.change(running(quiet), asked)
        case "export":
            return exporting.export(running(quiet), asked)
        case "import-predecessor":
            return importing.take_over(running(quiet), asked, previewed)
        case "doctor":
            return doctor.examine(asked, devices)
        case _:
            from ui.commandline import window as opened  # late: it brings Kivy

            return opened.show(
                running(Config(asked.folder, listens=True)), asked, demo_library.write
            )


if __name__ == "__main__":
    sys.exit(main())
