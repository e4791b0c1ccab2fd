"""The table of keys: no clashes, no dead rows, chords that swallow."""

from __future__ import annotations

from itertools import combinations
from typing import get_args

import pytest

from actors.messages import session
from models.state.app import AppState
from models.state.screen import Panel
from ui.keymap import (
    BINDINGS,
    WAITING,
    Binding,
    Moment,
    continuations,
    find,
    press,
    spelled,
    stroke,
)


def _overlap(one: Binding, other: Binding) -> bool:
    if not one.panels or not other.panels:
        return one.panels == other.panels
    return bool(set(one.panels) & set(other.panels))


def test_no_two_rows_mean_different_things_in_one_place() -> None:
    clashes = [
        (one.keys, one.words, other.words)
        for one, other in combinations(BINDINGS, 2)
        if one.keys == other.keys and _overlap(one, other)
    ]

    assert clashes == []


@pytest.mark.parametrize("binding", BINDINGS, ids=lambda row: f"{row.keys} {row.words}")
def test_every_row_is_reached_and_says_an_intent(binding: Binding) -> None:
    for panel in binding.panels or (Panel.SAMPLES,):
        assert find(binding.keys, panel) is binding
    assert isinstance(binding.wish(Moment(AppState(), 0.0)), get_args(session.Intent))


def test_the_first_key_of_a_chord_has_no_meaning_of_its_own() -> None:
    assert all(row.keys != WAITING for row in BINDINGS)


def test_a_chord_waits_and_swallows_the_next_key() -> None:
    assert press("g", Panel.SAMPLES).pending == "g"
    unknown = press("l", Panel.SAMPLES, "g")

    assert unknown.binding is None
    assert unknown.pending == ""
    assert unknown.lost == "g l"


def test_a_chord_leads_to_its_panel() -> None:
    outcome = press("Shift+s", Panel.WAVEFORM, "g")

    assert outcome.binding is not None
    wish = outcome.binding.wish(Moment(AppState(), 0.0))
    assert wish == session.FocusPanel(Panel.SOURCES)


def test_escape_ends_a_chord_and_does_nothing_else() -> None:
    outcome = press("escape", Panel.SAMPLES, "g")

    assert (outcome.binding, outcome.pending, outcome.lost) == (None, "", "")


@pytest.mark.parametrize("binding", BINDINGS, ids=lambda row: f"{row.keys} {row.words}")
def test_a_held_key_repeats_only_where_the_row_says_so(binding: Binding) -> None:
    if " " in binding.keys:
        return
    panel = binding.panels[0] if binding.panels else Panel.SAMPLES

    assert (press(binding.keys, panel, repeated=True).binding is binding) == binding.repeats


def test_a_key_on_one_panel_means_nothing_on_another() -> None:
    assert press("z", Panel.SAMPLES).binding is None
    assert press("up", Panel.WAVEFORM).binding is not press("up", Panel.SAMPLES).binding


def test_strokes_do_not_depend_on_the_order_of_modifiers() -> None:
    assert stroke("z", frozenset({"shift", "ctrl", "numlock"})) == "Ctrl+Shift+z"


def test_keys_are_spelled_as_a_person_reads_them() -> None:
    spelt = [spelled(keys) for keys in ("Shift+/", "Ctrl+f", "g Shift+s", "up", "f11", "Ctrl+,")]

    assert spelt == ["?", "Ctrl+F", "g S", "↑", "F11", "Ctrl+,"]


def test_continuations_name_every_chord() -> None:
    assert [key for key, _ in continuations("g")] == ["w", "s", "Shift+s", "f"]
