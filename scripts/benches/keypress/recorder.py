"""Records the monitor of a PulseAudio sink, with the time at which each part arrived.

Run as a program it records until its standard input closes. It reads in small parts, so that the
time of arrival of each frame is known; a frame is never recorded before it was rendered, and late
by at most the delay of its delivery, which `Tape.delays` tells.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE, CHANNELS, VALUE = 48_000, 2, 4
PART = 16
"""Frames per read: a third of a millisecond."""
RECORD, FLOAT32LE = 2, 5
"""Source: pulse/def.h, PA_STREAM_RECORD; pulse/sample.h, PA_SAMPLE_FLOAT32LE."""
UNSET = 0xFFFFFFFF
PRIORITY = 5
"""Real-time priority of the recorder, where it may have one."""


class _Spec(ctypes.Structure):
    """Source: pulse/sample.h, pa_sample_spec."""

    _fields_ = (("format", ctypes.c_int), ("rate", ctypes.c_uint32), ("channels", ctypes.c_uint8))


class _Buffer(ctypes.Structure):
    """Source: pulse/def.h, pa_buffer_attr."""

    _fields_ = tuple(
        (name, ctypes.c_uint32) for name in ("maxlength", "tlength", "prebuf", "minreq", "fragsize")
    )


@dataclass(frozen=True)
class Tape:
    """A recording."""

    frames: NDArray[np.float32]
    """float32 [frames, 2]."""
    arrived: NDArray[np.float64]
    """Monotonic seconds at which each part of `PART` frames had arrived."""

    def time_of(self, frame: int) -> float:
        """Return when a frame had been recorded, in seconds of the monotonic clock."""
        return float(self.arrived[min(frame // PART, len(self.arrived) - 1)])

    def frame_at(self, when: float) -> int:
        """Return the first frame that arrived after `when`."""
        return int(np.searchsorted(self.arrived, when, "right")) * PART

    def delays(self) -> NDArray[np.float64]:
        """Return how much later than the quickest each part arrived, in seconds.

        The sink's clock is the monotonic clock: without delays, the time of arrival of the last
        part of each delivery would be a straight line of the frames. Over a second the quickest
        delivery stands for that line.
        """
        played = (np.arange(len(self.arrived)) + 1) * PART / RATE
        behind = self.arrived - played
        window = RATE // PART
        late = []
        for start in range(0, len(behind) - window, window):
            some = behind[start : start + window]
            last = np.append(np.diff(self.arrived[start : start + window]) > 1e-4, False)
            late.append((some - some.min())[last])
        return np.concatenate(late) if late else np.zeros(1)


class Recorder:
    """The recording program as a child process."""

    def __init__(self, device: str, fragment: float, file: Path) -> None:
        """Start it.

        Args:
            device: Name of the source.
            fragment: Seconds of audio that the server may collect before it delivers.
            file: Where the recording is written.
        """
        self._file = file
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__, device, str(fragment), str(file)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        if self._process.stdout is None or not self._process.stdout.readline():
            sys.exit("keysound: the recorder does not start")

    def end(self) -> Tape:
        """Stop recording; return what was recorded."""
        self._process.communicate(timeout=20)
        with np.load(self._file) as found:
            return Tape(found["frames"], found["arrived"])


@contextlib.contextmanager
def recording(device: str, fragment: float, file: Path) -> Iterator[list[Tape]]:
    """Record a block; the tape is in the list afterwards."""
    recorder, tapes = Recorder(device, fragment, file), list[Tape]()
    try:
        yield tapes
    finally:
        tapes.append(recorder.end())


def main() -> None:
    device, fragment, file = sys.argv[1], float(sys.argv[2]), Path(sys.argv[3])
    with contextlib.suppress(OSError):
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(PRIORITY))
    library = ctypes.CDLL("libpulse-simple.so.0")
    library.pa_simple_new.restype = ctypes.c_void_p
    size = PART * CHANNELS * VALUE
    asked = _Buffer(UNSET, UNSET, UNSET, UNSET, round(fragment * RATE) * CHANNELS * VALUE)
    spec, error = _Spec(FLOAT32LE, RATE, CHANNELS), ctypes.c_int()
    stream = library.pa_simple_new(
        *(None, b"keysound", RECORD, device.encode(), b"monitor", ctypes.byref(spec), None),
        *(ctypes.byref(asked), ctypes.byref(error)),
    )
    if not stream:
        sys.exit(f"keysound: {device} cannot be recorded: error {error.value}")
    handle, part = ctypes.c_void_p(stream), ctypes.create_string_buffer(size)
    ended = threading.Event()

    def watch() -> None:
        sys.stdin.buffer.read()
        ended.set()

    threading.Thread(target=watch, daemon=True).start()
    arrived, parts = list[float](), list[bytes]()
    while not ended.is_set():
        if library.pa_simple_read(handle, part, ctypes.c_size_t(size), ctypes.byref(error)) < 0:
            sys.exit(f"keysound: the recording broke off: error {error.value}")
        arrived.append(time.monotonic())
        parts.append(part.raw)
        if len(arrived) == 1:
            print("recording", flush=True)
    frames = np.frombuffer(b"".join(parts), "<f4").reshape(-1, CHANNELS)
    np.savez(file, frames=frames, arrived=np.array(arrived))


if __name__ == "__main__":
    main()
