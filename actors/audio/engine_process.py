"""Starts the process of the engine; one may be started before its output is known."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import trio

from actors.kernel.standby import Standby

_ROOT = Path(__file__).parents[2]


async def start_standby() -> Standby | None:
    """Start one that waits for its output; `None` if that fails: it shows when one is needed."""
    try:
        return Standby(await _start_process())
    except OSError:
        return None


async def start_engine(options: dict[str, object], standby: Standby | None) -> trio.Process:
    """Return a process that opens an output.

    Args:
        options: See `child.EngineConfig`.
        standby: Its process is taken.

    Raises:
        OSError: No process can be started.
    """
    process = standby.take() if standby else None
    if process is None or process.stdin is None:
        return await _start_process(json.dumps(options))
    with suppress(trio.BrokenResourceError):  # should it end now, who reads its events finds out
        await process.stdin.send_all(json.dumps(options).encode() + b"\n")
    return process


async def _start_process(*arguments: str) -> trio.Process:
    # -P: do not import modules from the working directory.
    command = [sys.executable, "-P", "-m", "actors.audio.child", *arguments]
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    return await trio.lowlevel.open_process(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
    )
