"""The real program in a subprocess."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 180


@dataclass(frozen=True)
class Program:
    """Runs `sempal` on a data folder of its own."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """Minimal environment, without a display."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return {**kept, "PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": str(self.folder.parent)}

    def words(self, *words: str | bytes) -> list[str | bytes]:
        """Return the command line."""
        return [sys.executable, "-m", "ui", "--data-dir", str(self.folder), *words]

    def start(self, *words: str | bytes, **more: Any) -> subprocess.Popen[bytes]:
        """Start the program and return its process."""
        more = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
        return subprocess.Popen(self.words(*words), env=self.environment, cwd=ROOT, **more)

    def run(self, *words: str | bytes) -> subprocess.CompletedProcess[bytes]:
        """Run the program to completion."""
        return subprocess.run(
            self.words(*words),
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )

    def json(self, *words: str | bytes) -> Any:
        """Run the program and return its JSON output."""
        done = self.run(*words)
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout)


@pytest.fixture
def sempal(tmp_path: Path) -> Program:
    return Program(tmp_path / "data")


@pytest.fixture(scope="session")
def wav() -> Callable[[Path, int], None]:
    """Return a function that writes a short WAV file, unique by its number."""
    import struct

    def write(path: Path, number: int = 0) -> None:
        samples = struct.pack("<16h", *[number % 32_000] * 16)
        head = b"RIFF" + struct.pack("<L", 36 + len(samples)) + b"WAVEfmt "
        head += struct.pack("<LHHLLHH", 16, 1, 1, 48_000, 96_000, 2, 16)
        path.write_bytes(head + b"data" + struct.pack("<L", len(samples)) + samples)

    return write
