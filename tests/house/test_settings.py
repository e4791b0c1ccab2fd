"""A setting is one row, and whoever names one names a row."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from actors.messages import intents
from actors.session.decide import decide
from models.audio.units import Decibels
from models.state.app import AppState
from models.state.notice import NoticeKind
from models.state.setting import Setting
from models.state.settings import DEFAULTS, SETTINGS, Settings, with_setting
from ui.text.settings import AUDIO_ROWS, OPTION_ROWS, Choices, Row

ROOT = Path(__file__).parents[2]
NAMES = {row.name for row in SETTINGS} | {row.name.partition(".")[0] for row in SETTINGS}
ROWS = {**OPTION_ROWS, **AUDIO_ROWS}


def named() -> Iterator[tuple[str, str]]:
    """Yield every name of a setting that is written as a literal, with where."""
    for folder in ("actors", "ui", "scripts", "tests"):
        for path in (ROOT / folder).rglob("*.py"):
            text = path.read_text("utf-8")
            if "ChangeSetting" not in text:
                continue
            for node in ast.walk(ast.parse(text)):
                if not isinstance(node, ast.Call) or not node.args:
                    continue
                called = ast.unparse(node.func).rpartition(".")[2]
                first = node.args[0]
                if called == "ChangeSetting" and isinstance(first, ast.Constant):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", str(first.value)


def test_only_settings_that_there_are_are_changed() -> None:
    found = list(named())

    assert len(found) > 5
    assert [(place, name) for place, name in found if name not in NAMES] == []


@pytest.mark.parametrize(("name", "row"), ROWS.items(), ids=ROWS)
def test_what_a_sheet_offers_is_accepted_kept_and_holds_the_default(name: str, row: Row) -> None:
    (setting,) = (one for one in SETTINGS if one.name == name)
    values = row.values if isinstance(row, Choices) else [setting.of(DEFAULTS)]

    assert setting.of(DEFAULTS) in values
    for value in values:
        state = decide(AppState(), intents.ChangeSetting(name, value)).state
        assert setting.of(state.settings) == value
        assert setting.kind.read(setting.kind.write(value)) == value


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.toml)
def test_every_row_is_changed_by_its_name_and_no_other(setting: Setting) -> None:
    example = setting.kind.read(setting.example)
    after = with_setting(Settings(), setting.name, example)
    others = [one for one in SETTINGS if one is not setting]

    assert setting.of(after) == example
    assert all(one.of(after) == one.of(DEFAULTS) for one in others)


def test_numbers_are_brought_inside_of_their_bounds() -> None:
    assert with_setting(DEFAULTS, "tempo", 1000.0).tempo == 300
    assert with_setting(DEFAULTS, "volume", -1000.0).volume == Decibels(-96)
    assert with_setting(DEFAULTS, "clips_folder", " /clips ").clips_folder == "/clips"


@pytest.mark.parametrize(
    "name", ["", "volumes", "route.none", "playback", "__class__", "route.rate."]
)
def test_an_unknown_setting_changes_nothing_and_says_why(name: str) -> None:
    state = decide(AppState(), intents.ChangeSetting(name, 1.0)).state

    assert state.settings == DEFAULTS
    assert state.screen.notice is not None
    assert state.screen.notice.kind is NoticeKind.SETTINGS_INVALID
    assert state.screen.notice.reason == f"there is no setting {name}"


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_value_of_another_type_changes_nothing_and_says_why(name: str) -> None:
    state = decide(AppState(), intents.ChangeSetting(name, object())).state

    assert state.settings == DEFAULTS
    assert state.screen.notice is not None
    assert state.screen.notice.reason.startswith(f"{name} cannot be")
