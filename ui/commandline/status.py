"""Exit statuses of all verbs."""

from __future__ import annotations

from enum import IntEnum


class Status(IntEnum):
    """Exit status of `sempal`; `ui.text.commandline.STATUSES` describes each."""

    DONE = 0
    FAILED = 1
    MISUSED = 2
    """Same as in `argparse`."""
    LOCKED = 3
    INTERRUPTED = 130
    """Source: POSIX shells, 128 + SIGINT."""
