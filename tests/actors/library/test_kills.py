"""A seeded tenth of `scripts/soak kills`."""

from __future__ import annotations

from pathlib import Path

from scripts.soaks.kills import VICTIMS, soak

KILLS = 24


def test_nothing_that_was_shown_as_done_is_lost_to_a_kill(tmp_path: Path) -> None:
    outcome = soak(KILLS, 2026, tmp_path)

    assert outcome["wrong"] == []
    said = outcome["said"]
    assert isinstance(said, dict)
    assert set(said) == set(VICTIMS)
    assert min(said.values()) > 0
