"""Exit statuses of every verb."""

from __future__ import annotations

from enum import IntEnum


class Status(IntEnum):
    """How a run of `sempal` ended; `ui.text.commandline.STATUSES` says what each means."""

    DONE = 0
    FAILED = 1
    MISUSED = 2
    """As `argparse` has it."""
    LOCKED = 3
    INTERRUPTED = 130
    """Source: POSIX shells, 128 + SIGINT."""
