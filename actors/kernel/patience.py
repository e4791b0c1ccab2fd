"""Whether a process that does not reply has hung, or is only kept from working by others.

Nothing but the standard library is imported here.
"""

from __future__ import annotations

import os
from pathlib import Path


class Patience:
    """How long a worker process is waited for."""

    def __init__(self, pid: int, seconds: float) -> None:
        """Begin to wait for a reply.

        Args:
            pid: The process.
            seconds: It may be idle for so long, and compute half as long for each reply. While it
                is runnable, but starved by other processes, waiting continues.
        """
        self._pid, self.seconds = pid, seconds
        self._had = _scheduling(pid)[1]

    def renew(self) -> None:
        """Begin again: there was a reply."""
        self._had = _scheduling(self._pid)[1]

    @property
    def is_over(self) -> bool:
        """Whether to give it up, after `seconds` without a reply."""
        ready, has = _scheduling(self._pid)
        return not ready or has - self._had > self.seconds / 2


def _scheduling(pid: int) -> tuple[bool, float]:
    """Return whether a process is runnable, and the CPU seconds it has used.

    Source: proc(5), /proc/pid/stat. Where that is missing, report not runnable.
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return False, 0.0
    return fields[0] == "R", (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
