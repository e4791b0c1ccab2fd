"""What a type is called on the screen."""

from __future__ import annotations

import pytest

from models.types.sound_type import SURE
from ui.widgets.type_colour import type_label


@pytest.mark.parametrize(
    ("confidence", "shown"), [(0.0, "hat?"), (SURE - 0.01, "hat?"), (SURE, "hat"), (1.0, "hat")]
)
def test_a_type_that_is_not_sure_is_shown_as_a_guess(confidence: float, shown: str) -> None:
    assert type_label("hat", confidence) == shown
