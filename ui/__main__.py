"""Parse the command line and run the verb that it names."""

from __future__ import annotations

from ui import quick_imports

quick_imports.begin()

import sys
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from ui.commandline import parser, verbs
from ui.commandline.locked_run import hasten, run_locked
from ui.commandline.parser import Call
from ui.commandline.streams import hold_streams


def main(argv: Sequence[str] | None = None) -> int:
    """Run `sempal`; return its exit status."""
    hold_streams()
    if argv is None:  # else others have imported more than this program
        hasten(sys.argv[1:])
    return run_locked(parser.parse(sys.argv[1:] if argv is None else argv), carry_out)


def carry_out(call: Call) -> int:
    """Run a verb; return the exit status."""
    # Imported late, like everything below: `sempal --help` needs none of it and starts at once.
    import trio

    from actors.kernel import logbook
    from actors.kernel.slow_steps import SlowSteps
    from ui.commandline.outcome import run_verb

    window = call.verb.name == verbs.WINDOW
    if not window:
        quick_imports.collect_garbage()
    logbook.start(call.folder / "logs" if window else None, call.level, fixed=call.level_named)
    return run_verb(partial(trio.run, instruments=[SlowSteps()] if call.debug else []), work(call))


def work(call: Call) -> Callable[[], Awaitable[int]]:
    """Bind a verb and its options to a coroutine function for trio."""
    from actors import entry
    from ui.commandline.context import Context

    if call.verb.app:
        entry.import_rooms()
    return partial(call.verb.run, Context(call.folder, entry), call.options)


if __name__ == "__main__":
    sys.exit(main())
