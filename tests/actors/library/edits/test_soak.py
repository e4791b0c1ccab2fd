"""A seeded tenth of `scripts/soak edits`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from scripts.soaks.edits import memory, soak

SEQUENCES = 50


def test_no_fault_loses_an_original_or_leaves_half_a_file() -> None:
    with tempfile.TemporaryDirectory(prefix="sempal-edits-", dir=memory()) as base:
        outcome = soak(SEQUENCES, 2026, Path(base))

    assert outcome["wrong"] == []
    counts = outcome["counts"]
    assert isinstance(counts, dict)
    assert min(counts[kind] for kind in ("edit", "undo", "redo", "outside", "kills")) > 0
    assert counts["faults"] > counts["kills"]
