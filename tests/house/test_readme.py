"""What the README says of `config.toml` is true."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from actors.config.fields import FIELDS
from actors.config.reading import choices
from models.state.settings import Settings
from ui.keypress import Keymap

README = Path(__file__).parents[2] / "README.md"


def test_the_example_of_all_choices_is_valid_and_complete() -> None:
    found = re.search(r"```toml\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert found is not None
    settings, problems = choices(tomllib.loads(found[1]))

    assert problems == ()
    assert Keymap.rebound(settings.keys).problems == ()
    usual = Settings()
    unchanged = [field.place for field in FIELDS if field.of(settings) == field.of(usual)]
    assert unchanged == [], "each line shows another choice than the usual one"
