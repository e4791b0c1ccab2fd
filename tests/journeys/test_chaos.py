"""A seeded tenth of `scripts/soak parts`."""

from __future__ import annotations

from pathlib import Path

from scripts.soaks.parts import soak

ROUNDS = 20


def test_parts_that_die_leave_nobody_waiting(tmp_path: Path) -> None:
    outcome = soak(ROUNDS, 2026, tmp_path)

    assert outcome["wrong"] == []
    counts = outcome["counts"]
    assert isinstance(counts, dict)
    assert counts["answered"] > 0
    assert counts["refused"] > 0
    assert "refused without a reason" not in counts
