"""A JACK server without a sound card, and a recorder of what programs send to it.

One cycle of the server's dummy driver is like the next, so a recording is exact
to the frame, and each frame has a time.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SOURCE = Path(__file__).with_name("recorder.c")
OURS = ("sempal:output_1", "sempal:output_2")
"""The ports that the app plays on."""
_CYCLE = np.dtype(
    [("begun", "<i8"), ("number", "<u4"), ("frames", "<u4"), ("xruns", "<u4"), ("unused", "<u4")]
)


def missing() -> str:
    """Return what is not installed; empty if complete."""
    programs = [name for name in ("jackd", "jack_lsp", "gcc") if not shutil.which(name)]
    return ", ".join(programs)


class Jack:
    """A server with a name of its own; never the desktop's."""

    def __init__(self, period: int = 512, rate: int = 48_000) -> None:
        """Take note; `start` starts it.

        Args:
            period: Frames of a cycle.
            rate: Frames per second.
        """
        self.period, self.rate = period, rate
        self.folder = Path(tempfile.mkdtemp(prefix="sempal-jack-"))
        self.recorder = self.folder / "recorder"
        self._name = self.folder.name
        self._log = self.folder / "jackd.log"
        self._process: subprocess.Popen[bytes] | None = None
        subprocess.run(
            ["gcc", "-O2", "-Wall", "-Werror", "-o", self.recorder, SOURCE, "-ljack"], check=True
        )

    @property
    def environment(self) -> dict[str, str]:
        """Environment variables for clients."""
        return {
            "JACK_DEFAULT_SERVER": self._name,
            "JACK_NO_AUDIO_RESERVATION": "1",
            "JACK_NO_START_SERVER": "1",
        }

    def start(self, *, realtime: bool = True) -> None:
        """Start it and wait until it responds; without real-time priority where not permitted."""
        urgency = ("-R", "-P70") if realtime else ("-r",)
        driver = ("-d", "dummy", "-r", str(self.rate), "-p", str(self.period), "-C2", "-P2")
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                ["jackd", "-n", self._name, *urgency, *driver],
                env={**os.environ, **self.environment},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        for _ in range(200):
            if self._answers():
                return
            time.sleep(0.02)  # polls another program
            if self._process.poll() is not None:
                break
        self.kill()
        if realtime:
            self.start(realtime=False)
            return
        raise RuntimeError(f"jackd does not start: {self._log.read_text(errors='replace')}")

    def freeze(self, seconds: float) -> None:
        """Make it miss cycles."""
        if self._process is not None:
            self._process.send_signal(signal.SIGSTOP)
            time.sleep(seconds)
            self._process.send_signal(signal.SIGCONT)

    def _answers(self) -> bool:
        asked = subprocess.run(
            ["jack_lsp"],
            env={**os.environ, **self.environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        return asked.returncode == 0

    def kill(self) -> None:
        """Terminate it; kill it if it does not exit."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(3)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def end(self) -> None:
        """Stop it and remove its folder."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass(frozen=True)
class Recording:
    """The recorded frames."""

    frames: NDArray[np.float32]
    """[n, channels]."""
    cycles: NDArray[np.void]
    """One record per cycle: `begun` (ns, monotonic), `number`, `frames`, `xruns`."""
    rate: int

    @cached_property
    def first(self) -> NDArray[np.int64]:
        """Index of the first frame of each cycle."""
        counts = self.cycles["frames"].astype(np.int64)
        return np.cumsum(counts) - counts

    @cached_property
    def flawed(self) -> NDArray[np.bool_]:
        """Cycles before which others were lost, or in which the server was late."""
        numbers = self.cycles["number"].astype(np.int64)
        lost = np.diff(numbers) != self.cycles["frames"][:-1]
        late = np.diff(self.cycles["xruns"].astype(np.int64)) > 0
        return np.concatenate([[False], lost | late])

    @property
    def flaws(self) -> int:
        """How many cycles were lost or late: a recording with any proves nothing."""
        return int(self.flawed.sum())

    def cycle(self, frame: int) -> int:
        """Return which cycle holds `frame`."""
        return int(np.searchsorted(self.first, frame, "right")) - 1

    def out_at(self, frame: int) -> float:
        """Return when the buffer with `frame` was complete: seconds, monotonic."""
        cycle = self.cycles[self.cycle(frame)]
        return float(cycle["begun"]) / 1e9 + float(cycle["frames"]) / self.rate


class Tape:
    """A running recorder; `recording` is set when it has ended."""

    recording: Recording


@contextmanager
def recorded(jack: Jack, ports: tuple[str, ...] = OURS, seconds: float = 60.0) -> Generator[Tape]:
    """Record while the body runs; at most `seconds`."""
    frames, cycles = jack.folder / "frames", jack.folder / "cycles"
    process = subprocess.Popen(
        [jack.recorder, frames, cycles, str(seconds), *ports],
        env={**os.environ, **jack.environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("no pipes")
    tape = Tape()
    try:
        ready = process.stdout.readline()
        if not ready.startswith(b"ready"):
            raise RuntimeError("the recorder does not start")
        yield tape
    finally:
        with suppress(BrokenPipeError):
            process.stdin.close()
        process.wait(10)
        process.stdout.close()
    sound = np.fromfile(frames, np.float32).reshape(-1, len(ports))
    tape.recording = Recording(sound, np.fromfile(cycles, _CYCLE), jack.rate)
