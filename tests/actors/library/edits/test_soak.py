"""A seeded tenth of `scripts/soak edits`, in a process of its own, which forks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SEQUENCES = 50
ROOT = Path(__file__).parents[4]


def test_no_fault_loses_an_original_or_leaves_half_a_file() -> None:
    words = ["-m", "scripts.soaks.edits", "--sequences", f"{SEQUENCES}", "--seed", "2026"]
    run = subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False
    )

    outcome = json.loads(run.stdout.splitlines()[-1])
    assert outcome["wrong"] == [], run.stderr[-3_000:]
    counts = outcome["counts"]
    happened = ("edit", "undo", "redo", "killed", "kill", "cut", "moment", "error", "limit")
    assert min(counts[kind] for kind in (*happened, "outside", "kill on restart", "failed")) > 0
