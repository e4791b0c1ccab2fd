"""What leads from the start of the app to the rule of an intent is read in a few minutes."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SUBJECTS = sorted(
    path.stem
    for path in (ROOT / "actors" / "messages" / "intents").glob("*.py")
    if path.stem != "__init__"
)
LINES = 450


@pytest.mark.parametrize("subject", SUBJECTS)
def test_start_wiring_intents_and_handler_are_short(subject: str) -> None:
    path = (
        "ui/__main__.py",
        "actors/system.py",
        f"actors/messages/intents/{subject}.py",
        f"actors/session/{subject}/handler.py",
    )

    assert sum(len((ROOT / one).read_text("utf-8").splitlines()) for one in path) <= LINES
