"""The real app of a checkout as a child process, ready for keys."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Collection
from pathlib import Path

from scripts.benches.keypress.x_client import XClient

TRACED = Path(__file__).with_name("traced.py")
PATIENCE = 60.0
TITLE = "sempal"


class App:
    """One running app."""

    def __init__(self, name: str, tree: Path, folder: Path, buffer: int) -> None:
        """Start it; `until_ready` waits for it.

        Args:
            name: For messages and files.
            tree: The checkout.
            folder: Its data folder, with a library.
            buffer: Frames per buffer as a setting of the user; 0 leaves it to the app.
        """
        self.name, self._folder = name, folder
        self.notes = folder.parent / f"{name}.notes"
        if buffer:
            (folder / "config.toml").write_text(f"[audio_output]\nbuffer_size = {buffer}\n")
        self.window = 0
        self._process = subprocess.Popen(
            [
                *(str(tree / ".venv/bin/python"), "-P", str(TRACED), str(self.notes), "app"),
                *("--data-dir", str(folder)),
            ],
            cwd=tree,
            stderr=(folder.parent / f"{name}.stderr").open("wb"),
        )

    def until_ready(self, client: XClient, known: Collection[int] = ()) -> None:
        """Wait for the window, its first row and the audio output.

        Args:
            client: Finds the window.
            known: Windows of other apps.
        """
        until = time.monotonic() + PATIENCE
        while not all(word in self.log for word in ("first row drawn", "audio output: Output")):
            if time.monotonic() > until or self._process.poll() is not None:
                sys.exit(f"keysound: {self.name} did not start:\n{self.log}")
            time.sleep(0.05)
        self.window = client.find(TITLE, known)

    @property
    def log(self) -> str:
        """What it has logged."""
        return "".join(path.read_text() for path in sorted((self._folder / "logs").glob("*.log")))

    @property
    def output(self) -> str:
        """The last line of the log about its audio output."""
        lines = [line for line in self.log.splitlines() if "audio output: Output" in line]
        return lines[-1] if lines else ""

    def end(self) -> None:
        """Close it."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


def scan(tree: Path, folder: Path, *sounds: Path) -> None:
    """Add folders to a library; create it if there is none."""
    program = str(tree / ".venv/bin/sempal")
    for path in sounds:
        command = [program, "--data-dir", str(folder), "scan", str(path)]
        subprocess.run(command, check=True, capture_output=True, env=os.environ, cwd=tree)
