"""Threads of Mesa's software renderer, which yield to everything else.

There is one per core, and all are busy while a frame is rendered: input, decoding and the sound
engine would have to share the cores with them.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

NAME = "llvmpipe"
"""Their names begin with it. Source: Mesa, lp_rast.c."""
NICENESS = 5
"""Added to the niceness of the thread that draws."""
THREADS = Path("/proc/self/task")
"""Threads of this process, on Linux."""


def renderer_threads() -> list[int]:
    """Return the ids of the renderer's threads; none with a graphics card."""
    if not THREADS.is_dir():
        return []
    found = []
    for thread in THREADS.iterdir():
        with contextlib.suppress(OSError):  # it has ended
            if (thread / "comm").read_text(encoding="ascii", errors="replace").startswith(NAME):
                found.append(int(thread.name))
    return found


def lower_priority() -> None:
    """Let the renderer's threads yield; call it once there is a window."""
    ours = os.getpriority(os.PRIO_PROCESS, 0) if hasattr(os, "getpriority") else 0
    for thread in renderer_threads():
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, thread, ours + NICENESS)
