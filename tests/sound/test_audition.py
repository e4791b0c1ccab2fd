"""Half a minute of `scripts/soak audition`."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.soaks.audition import soak
from tests.sound.pulse import Pulse

pytestmark = pytest.mark.sound


async def test_random_auditions_leave_nothing_behind(pulse: Pulse, tmp_path: Path) -> None:
    outcome = await soak(30.0, tmp_path)

    assert outcome.auditions > 150
    assert outcome.heard > 50
    assert (outcome.shared_left, outcome.orphans) == (0, 0)
    assert max(outcome.app_grown_mb, outcome.engine_grown_mb) < 40
    assert outcome.problems == ()
