"""Text fields take what is typed at any moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from kivy.core.window import Window

if TYPE_CHECKING:
    from tests.ui.stage import Stage


@pytest.mark.parametrize("pressed", [False, True])
def test_a_new_field_takes_text_before_its_first_frame(stage: Stage, *, pressed: bool) -> None:
    from ui.widgets.text_field import Field

    words: list[str] = []
    field = Field(words.append, lambda: None, lambda: None, "name")
    if pressed:
        field.select_all()
    field.keyboard_on_textinput(Window, "Kit")
    field.delete_selection()
    stage.put(field, 0, 0, 300, 40)

    assert field.text == "Kit"
    assert words[-1] == "Kit"
