"""A worker that replies with a pickle which would create a file."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from actors.embeddings.cluster import task, worker_process

TRACE = Path(tempfile.gettempdir()) / "sempal-was-here"
"""The file."""


class Trap:
    """Unpickling it runs a program."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, (f"touch {TRACE}",)


def run(_message: bytes) -> Any:
    """Return the trap in place of bytes."""
    return Trap()


if __name__ == "__main__":
    setattr(task, "run", run)  # noqa: B010 - of another type
    worker_process.main()
