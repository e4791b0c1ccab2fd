"""Standard streams that were closed by whoever started us."""

from __future__ import annotations

import os
import sys

LAST_STREAM = 2
"""Number of standard error."""


def hold_streams() -> None:
    """Let what is written to a closed standard stream go nowhere.

    A file that is opened later would take its number, and get what libraries print.
    """
    while (number := os.open(os.devnull, os.O_RDWR)) <= LAST_STREAM:
        pass
    os.close(number)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            setattr(sys, name, os.fdopen(nowhere, "w", encoding="utf-8"))
