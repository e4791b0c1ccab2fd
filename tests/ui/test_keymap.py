"""The table of keys: no clashes, no dead rows, chords that swallow."""

from __future__ import annotations

from itertools import combinations
from typing import get_args

import pytest

from actors.messages import session
from models.state.app import AppState
from models.state.screen import Panel
from ui.keymap import BINDINGS, Binding, Moment
from ui.keypress import WAITING, Keymap
from ui.keystroke import NoKey, parsed, spelled, stroke

KEYMAP = Keymap()
press, find, continuations = KEYMAP.press, KEYMAP.find, KEYMAP.continuations


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
    assert [key for key, _ in continuations("g")] == ["w", "s", "Shift+s", "c", "Shift+c", "f"]


@pytest.mark.parametrize("binding", BINDINGS, ids=lambda row: row.keys)
def test_what_a_person_reads_can_be_written(binding: Binding) -> None:
    assert parsed(spelled(binding.keys)) == binding.keys
    assert parsed(binding.keys) == binding.keys


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("shift+ctrl+Z", "Ctrl+Shift+z"),
        ("Ctrl + Z", "Ctrl+z"),
        ("g S", "g Shift+s"),
        ("{", "Shift+["),
        ("F5", "f5"),
    ],
)
def test_keys_may_be_written_in_many_ways(written: str, keys: str) -> None:
    assert parsed(written) == keys


@pytest.mark.parametrize("written", ["", "a b c", "hyper+a", "f13", "ctrl+", "ä"])
def test_what_is_no_key_is_refused(written: str) -> None:
    with pytest.raises(NoKey):
        parsed(written)


def test_rows_of_one_name_do_the_same() -> None:
    for one, other in combinations(BINDINGS, 2):
        if one.name == other.name:
            assert (one.words, one.panels) == (other.words, other.panels)


def test_keys_can_be_changed() -> None:
    keymap = Keymap.rebound({"loop": ("o", "Ctrl+l"), "search": (), "go-folders": ("g o",)})

    assert keymap.problems == ()
    assert [row.keys for row in keymap.bindings if row.name == "loop"] == ["o", "Ctrl+l"]
    assert keymap.find("l", Panel.SAMPLES) is None
    assert keymap.find("f", Panel.SAMPLES) is None
    assert ("o", "to the folders") in keymap.continuations("g")


@pytest.mark.parametrize(
    ("name", "keys", "reason"),
    [
        ("fly", "o", "no such command"),
        ("loop", "space", "is the key for “play”"),
        ("loop", "right", "is the key for “keep”"),
        ("loop", "hyper+l", "no key “hyper”"),
        ("loop", "g", "meaning of its own"),
        ("loop", "h l", "a chord begins with g"),
        ("step-back", "q", "Esc always stops"),
        ("play", "escape", "meaning of its own"),
    ],
)
def test_a_bad_binding_is_reported_and_ignored(name: str, keys: str, reason: str) -> None:
    keymap = Keymap.rebound({name: (keys,)})

    assert keymap.bindings == BINDINGS
    assert len(keymap.problems) == 1
    assert reason in keymap.problems[0]
    assert name in keymap.problems[0]


def test_a_key_of_one_panel_may_be_given_on_another() -> None:
    assert Keymap.rebound({"zoom-all": ("x",)}).problems == ()
