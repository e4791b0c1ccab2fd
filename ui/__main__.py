"""Parse the command line and run the verb that it names."""

from __future__ import annotations

import gc

from ui import late_methods

gc.set_threshold(0)  # no garbage collection during imports: it takes a tenth of the start
late_methods.install()

import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import nullcontext
from functools import partial

from ui.commandline import parser, verbs
from ui.commandline.parser import Call
from ui.commandline.start import StartOptions
from ui.commandline.streams import hold_streams
from ui.commandline.verb import Lock


def main(argv: Sequence[str] | None = None) -> int:
    """Run `sempal`; return its exit status."""
    hold_streams()
    call = parser.parse(sys.argv[1:] if argv is None else argv)
    # Imported late, like everything below: `sempal --help` needs none of it and starts at once.
    from actors.kernel import logbook

    window = call.verb.name == verbs.WINDOW
    if not window:  # the window enables it once its list is there
        gc.set_threshold(50_000)  # objects; with Python's 700, imports take a twentieth longer
    logbook.start(call.folder / "logs" if window else None, call.level, fixed=call.level_named)
    return carry_out(call)


def carry_out(call: Call) -> int:
    """Run a verb, holding the data folder's lock if it needs it; return the exit status."""
    import trio

    from actors.kernel.slow_steps import SlowSteps
    from ui.commandline.lock import Locked, hold
    from ui.commandline.outcome import run_verb
    from ui.commandline.output import complain
    from ui.commandline.second_start import call_running
    from ui.commandline.status import Status

    run = partial(trio.run, instruments=[SlowSteps()] if call.debug else [])
    try:
        with hold(call.folder) if call.lock is Lock.ALWAYS else nullcontext():
            return run_verb(run, work(call))
    except Locked as locked:
        if isinstance(call.options, StartOptions) and not call.options.offscreen:
            return call_running(call.folder, call.options.paths, str(locked))
        complain(str(locked))
        return Status.LOCKED


def work(call: Call) -> Callable[[], Awaitable[int]]:
    """Bind a verb and its options to a coroutine function for trio."""
    from actors import entry
    from ui.commandline.context import Context

    if call.verb.app:
        entry.import_rooms()
    return partial(call.verb.run, Context(call.folder, entry), call.options)


if __name__ == "__main__":
    sys.exit(main())
