"""Keeps the app busy while keys are pressed: a large library, and new files without end."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import numpy as np
import soundfile

RATE = 48_000
ROWS = 56_000
"""Rows of the library beside the sounds that are played."""
PER_SECOND = 60
"""New files a second; each is scanned, analysed and embedded."""


class NewFiles:
    """Writes files into a folder that the app watches."""

    def __init__(self, folder: Path) -> None:
        """Create the folder, with one file so that it can be scanned."""
        self._folder, self._ended = folder, threading.Event()
        self._chance, self._count = np.random.default_rng(5), 0
        folder.mkdir()
        self._write()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin to write more."""
        self._thread.start()

    def end(self) -> None:
        """Stop writing."""
        self._ended.set()

    def _run(self) -> None:
        due = time.monotonic()
        while not self._ended.is_set():
            self._write()
            due += 1 / PER_SECOND
            time.sleep(max(0.0, due - time.monotonic()))

    def _write(self) -> None:
        self._count += 1
        sound = self._chance.normal(0, 0.1, RATE // 4).astype(np.float32)
        soundfile.write(self._folder / f"New {self._count:06}.wav", sound, RATE)
