"""Parse the command line and run the verb that it names."""

from __future__ import annotations

import gc

gc.disable()  # what is imported is no garbage: looking for some takes a tenth of the start

import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import nullcontext
from functools import partial

from ui.commandline import parser, verbs
from ui.commandline.parser import Call
from ui.commandline.streams import hold_streams
from ui.commandline.verb import Lock


def main(argv: Sequence[str] | None = None) -> int:
    """Run `sempal`; returns the exit status."""
    hold_streams()
    call = parser.parse(sys.argv[1:] if argv is None else argv)
    # Late, like all below: `sempal --help` needs nothing of it, and is there at once.
    from actors.kernel import logbook

    window = call.verb.name == verbs.WINDOW
    if not window:
        gc.enable()  # the window does it when its first frame is drawn
    logbook.start(call.folder / "logs" if window else None, call.level, fixed=call.level_named)
    return carry_out(call)


def carry_out(call: Call) -> int:
    """Run a verb to its exit status; the data folder is locked meanwhile, if the verb wants it."""
    import trio

    from actors.kernel.slow_steps import SlowSteps
    from ui.commandline.lock import Locked, hold
    from ui.commandline.outcome import outcome
    from ui.commandline.output import complain
    from ui.commandline.status import Status

    run = partial(trio.run, instruments=[SlowSteps()] if call.debug else [])
    try:
        with hold(call.folder) if call.lock is Lock.ALWAYS else nullcontext():
            return outcome(run, work(call))
    except Locked as locked:
        complain(str(locked))
        return Status.LOCKED


def work(call: Call) -> Callable[[], Awaitable[int]]:
    """Return a verb as work to be run under trio, with its options."""
    from actors import entry
    from ui.commandline.context import Context

    if call.verb.app:
        entry.load()
    return partial(call.verb.run, Context(call.folder, entry), call.options)


if __name__ == "__main__":
    sys.exit(main())
