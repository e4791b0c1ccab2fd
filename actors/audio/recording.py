"""Recording from an input: its process runs from the start of a recording to its end."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import trio
from loguru import logger

from actors.media.error import os_error_reason
from actors.media.whole_file import replace_file
from models.audio.inputs import Inputs
from models.audio.recording_gate import LIMITS, Audio, Limits, RecordingGate
from models.audio.recording_phase import Phase
from models.audio.take import RecordingProgress, Take
from models.audio.units import Seconds
from models.media.plain_wave import PlainWave, plain_header

OPENING = 10.0
"""Seconds that an input may take to open."""
STALLED = 2.0
"""Seconds without sound data after which an input counts as gone."""
DELAY = 0.15
"""Seconds that sound may take from the microphone to us."""
REPORTS = 0.05
"""Seconds of sound between two reports."""
PART = 65_536
VALUE = 4
"""Bytes of a float32."""
_ROOT = Path(__file__).parents[2]
Tell = Callable[[RecordingProgress], None]


class RecordingFailed(Exception):
    """There is no take; the message is the reason, lower case."""


async def list_inputs() -> Inputs:
    """Return the names of the inputs, and why they cannot be listed."""
    try:
        async with _process("inputs") as process:
            head, _ = await _head(process)
            return Inputs(tuple(cast("list[str]", head["inputs"])))
    except RecordingFailed as error:
        return Inputs(error=str(error))


async def record(
    input_name: str, path: Path, tell: Tell, finish: trio.Event, limits: Limits = LIMITS
) -> Take:
    """Record until silence, the longest length or `finish`; write the take to a WAV file.

    Cancelled or failed, no file is left, and the input is closed in any case.

    Args:
        input_name: Empty for the system's default.
        path: Of the take.
        tell: Called with progress; must not block.
        finish: Ends the recording: what sounded is the take.
        limits: Lengths of the recording.

    Raises:
        RecordingFailed: No input, no sound, or the file cannot be written.
    """
    async with _process(json.dumps(input_name)) as process:
        head, rest = await _head(process)
        known, rate = str(head["name"]), int(cast("int", head["rate"]))
        logger.info("recording from {} at {} Hz", known, rate)
        gate = RecordingGate(rate, limits)
        await _fill(
            gate, _Stream(process, rest, known), finish, lambda: tell(_progress_of(gate, known))
        )
    if gate.phase is not Phase.ENDED:
        raise RecordingFailed(_silence_reason(known, gate))
    audio = gate.take()
    try:
        await trio.to_thread.run_sync(_write, path, audio, rate)
    except OSError as error:
        raise RecordingFailed(f"the recording cannot be kept: {os_error_reason(error)}") from error
    return Take(bytes(path), Seconds(len(audio) / rate))


@dataclass(slots=True)
class _Stream:
    """What the process writes after its first line."""

    process: trio.Process
    rest: bytes
    input_name: str

    async def read(self) -> Audio:
        """Return the next values.

        Raises:
            RecordingFailed: None came: the input is gone.
        """
        with trio.move_on_after(STALLED):
            part = await _read(self.process)
            if part:
                data = self.rest + part
                whole = len(data) - len(data) % VALUE
                self.rest = data[whole:]
                return np.frombuffer(data[:whole], np.float32)
            line = self.rest.rpartition(b"\n")[0] or self.rest
            raise RecordingFailed(_reason(line) or f"{self.input_name} is gone")
        raise RecordingFailed(f"{self.input_name} delivers no sound any more")


async def _fill(
    gate: RecordingGate, stream: _Stream, finish: trio.Event, tell: Callable[[], None]
) -> None:
    """Feed the gate until it closes, or its end was asked for and what sounded then has come."""
    tell()
    passed = reported = 0.0
    end = math.inf
    while gate.open and passed < end:
        audio = await stream.read()
        gate.feed(audio)
        passed += len(audio) / gate.rate
        if passed - reported >= REPORTS:
            reported = passed
            tell()
        if finish.is_set():
            end = min(end, passed + DELAY)
    gate.close()


def _progress_of(gate: RecordingGate, input_name: str) -> RecordingProgress:
    return RecordingProgress(gate.phase, gate.level, Seconds(gate.seconds), input_name)


def _silence_reason(input_name: str, gate: RecordingGate) -> str:
    if gate.digital_silence:
        return f"{input_name} delivers digital silence: it is muted, or sempal may not use it"
    return f"nothing was heard from {input_name}"


def _write(path: Path, audio: Audio, rate: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    form = PlainWave(len(audio), rate, 1, 32, True, 0)
    with replace_file(path, durable=False) as file:
        file.write(plain_header(form, len(audio)))
        file.write(audio.astype("<f4").tobytes())


async def _head(process: trio.Process) -> tuple[dict[str, object], bytes]:
    """Return the first line of the process, and what followed.

    Raises:
        RecordingFailed: It says why there is nothing, or nothing at all.
    """
    data = b""
    with trio.move_on_after(OPENING):
        while b"\n" not in data:
            part = await _read(process)
            if not part:
                raise RecordingFailed("the process of the input ended")
            data += part
    line, found, rest = data.partition(b"\n")
    if not found:
        raise RecordingFailed("the input does not answer")
    if reason := _reason(line):
        raise RecordingFailed(reason)
    return cast("dict[str, object]", json.loads(line)), rest


def _reason(line: bytes) -> str:
    """Return the reason that a line gives; empty if it is none."""
    try:
        return str(cast("dict[str, object]", json.loads(line)).get("reason", ""))
    except (ValueError, AttributeError):
        return ""


async def _read(process: trio.Process) -> bytes:
    return bytes(await cast("trio.abc.ReceiveStream", process.stdout).receive_some(PART))


@asynccontextmanager
async def _process(argument: str) -> AsyncGenerator[trio.Process, None]:
    """Run the process of an input; on leaving it has ended, and the input is closed."""
    # -P: do not import modules from the working directory.
    command = [sys.executable, "-P", "-m", "actors.audio.input_child", argument]
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    try:
        process = await trio.lowlevel.open_process(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path, "JACK_NO_START_SERVER": "1"},
        )
    except OSError as error:
        raise RecordingFailed(os_error_reason(error)) from error
    try:
        yield process
    finally:
        with trio.CancelScope(shield=True):
            with suppress(ProcessLookupError):
                process.kill()  # it holds nothing that it would have to save
            await process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    await pipe.aclose()
