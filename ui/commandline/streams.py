"""Standard streams that the parent process closed."""

from __future__ import annotations

import os
import sys

LAST_STREAM = 2
"""File descriptor of standard error."""


def hold_streams() -> None:
    """Redirect closed standard streams to the null device.

    Otherwise a file opened later would get the descriptor, and the output of libraries.
    """
    while (number := os.open(os.devnull, os.O_RDWR)) <= LAST_STREAM:
        pass
    os.close(number)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            setattr(sys, name, os.fdopen(nowhere, "w", encoding="utf-8"))
