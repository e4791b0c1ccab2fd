"""What audio hosts and devices there are."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import cast

import trio

from models.audio.units import Hertz
from models.audio.wanted import Device

PATIENCE = 10.0
"""Seconds; a broken driver may hang."""
_ROOT = Path(__file__).parents[2]


async def devices() -> dict[str, object]:
    """Return hosts, outputs and their rates as plain data; `error` instead if that fails.

    Looked up in a process of its own: drivers may print, crash or hang.
    """
    command = [sys.executable, "-P", "-m", "actors.audio.process.portaudio"]
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "PYTHONPATH": path, "JACK_NO_START_SERVER": "1"}
    with trio.move_on_after(PATIENCE):
        done = await trio.run_process(
            command, capture_stdout=True, stderr=subprocess.DEVNULL, check=False, env=environment
        )
        if done.returncode:
            return {"error": f"the probe ended with status {done.returncode}"}
        return cast("dict[str, object]", json.loads(done.stdout))
    return {"error": "the drivers do not answer"}


def listed(facts: dict[str, object]) -> tuple[Device, ...]:
    """Return the outputs that the probe found; what is not understood is left out."""
    found = facts.get("devices")
    rows = cast("list[dict[str, object]]", found) if isinstance(found, list) else []
    return tuple(
        Device(
            str(row.get("name", "")),
            str(row.get("host", "")),
            int(cast("int", row.get("channels", 0))),
            tuple(Hertz(rate) for rate in cast("list[int]", row.get("rates", []))),
        )
        for row in rows
        if row.get("name")
    )
