"""`scripts/run`: the first of the two commands that a person needs."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.commandline.conftest import ROOT, Program


def run(sempal: Program, *words: str) -> subprocess.CompletedProcess[bytes]:
    """Start it without a screen."""
    script = ["bash", str(ROOT / "scripts" / "run"), "--data-dir", str(sempal.folder), *words]
    return subprocess.run(
        script, env=sempal.environment, capture_output=True, timeout=300, check=False
    )


@pytest.mark.parametrize("command", ["config", "list", "duplicates", "embed", "analyse"])
def test_what_needs_no_window_needs_no_screen(sempal: Program, command: str) -> None:
    done = run(sempal, command, "--json")

    assert done.returncode == 0, done.stderr.decode()
    for line in done.stdout.splitlines():
        json.loads(line)


def test_without_a_screen_it_offers_to_run_without_one(sempal: Program) -> None:
    done = run(sempal)

    assert done.returncode == 2
    assert b"--offscreen" in done.stderr
