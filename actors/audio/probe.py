"""Enumeration of audio hosts and devices."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import trio

from models.audio.device import Device, Devices
from models.audio.output_config import JACK
from models.audio.units import Hertz

PATIENCE = 10.0
"""Timeout in seconds; a broken driver may hang."""
_ROOT = Path(__file__).parents[2]


async def probe_devices() -> Devices:
    """Return the available outputs; `Devices.error` says why they cannot be listed."""
    return parse_devices(await query_devices())


def parse_devices(facts: Mapping[str, object]) -> Devices:
    """Return the usable devices of a `query_devices` result."""
    if error := facts.get("error"):
        return Devices(error=str(error))
    found = cast("list[dict[str, Any]]", facts.get("devices", []))
    return Devices(
        tuple(
            Device(
                one["name"],
                JACK if JACK in one["host"] else one["host"],
                one["channels"],
                Hertz(one["rate"]),
                tuple(map(Hertz, one["rates"])),
            )
            for one in found
        ),
        str(facts.get("default") or ""),
    )


async def query_devices() -> dict[str, object]:
    """Return hosts, outputs and their rates as plain data; only `error` on failure.

    Runs in a separate process: drivers may print, crash or hang.
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
