"""What the guide says of `config.toml` is true, and its generated blocks are up to date."""

from __future__ import annotations

import re
import tomllib

import pytest

from actors.config.reader import parse_settings
from models.state.settings import DEFAULTS, SETTINGS
from scripts.document import GUIDE, PAGES, blocks_of, stale_blocks, update_blocks
from ui.keypress import Keymap


def test_the_example_of_all_choices_is_valid_and_complete() -> None:
    page = (GUIDE / "where-things-are-kept.md").read_text("utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    settings, problems = parse_settings(tomllib.loads(example))

    assert problems == ()
    assert Keymap.with_overrides(settings.keys).problems == ()
    unchanged = [row.toml for row in SETTINGS if row.of(settings) == row.of(DEFAULTS)]
    assert unchanged == [], "each line shows another value than the default"


@pytest.mark.parametrize("page", PAGES)
def test_the_generated_blocks_are_up_to_date(page: str) -> None:
    text = (GUIDE / page).read_text("utf-8")
    assert stale_blocks(text, blocks_of(page)) == [], "run scripts/document"


TEXT = "a\n<!-- generated: verbs -->\nold\n<!-- end: verbs -->\nz\n"


def test_a_stale_block_is_named_and_rewritten_and_nothing_else() -> None:
    blocks = {"verbs": lambda: "new"}

    assert stale_blocks(TEXT, blocks) == ["verbs"]
    assert update_blocks(TEXT, blocks) == TEXT.replace("old", "new")
    assert stale_blocks(update_blocks(TEXT, blocks), blocks) == []


@pytest.mark.parametrize(
    "text",
    [
        "nothing",
        TEXT + TEXT,
        TEXT.replace("<!-- end: verbs -->\n", ""),
        TEXT + "<!-- end: verbs -->\n",
        TEXT.replace("verbs", "keys"),
    ],
)
def test_a_block_that_is_not_there_once_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="verbs"):
        update_blocks(text, {"verbs": lambda: "new"})
