"""The table of keys: no clashes, no dead rows, chords that swallow."""

from __future__ import annotations

from itertools import combinations
from typing import get_args

import pytest

from actors.messages import intents
from models.audio.units import FramePosition
from models.state.app import AppState
from models.state.key_names import FORMER
from models.state.screen import Panel
from ui.key_lines import chapters
from ui.keyboard_layout import keypad, place, prints
from ui.keymap import BINDINGS, COMMANDS, Binding, KeyContext, WindowAction
from ui.keypress import ESSENTIAL, MODAL, WAITING, Keymap
from ui.keystroke import InvalidKey, candidates, display_keys, latin, parse_keys, stroke, typed
from ui.type_ahead import CLOSING, OPENING

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
    assert isinstance(
        binding.intent(KeyContext(AppState(), FramePosition(0.0))),
        (*get_args(intents.Intent), WindowAction),
    )


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
    intent = outcome.binding.intent(KeyContext(AppState(), FramePosition(0.0)))
    assert intent == intents.FocusPanel(Panel.SOURCES)


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
    spelt = [
        display_keys(keys) for keys in ("Shift+/", "Ctrl+f", "g Shift+s", "up", "f11", "Ctrl+,")
    ]

    assert spelt == ["?", "Ctrl+F", "g S", "↑", "F11", "Ctrl+,"]


def test_continuations_name_every_chord() -> None:
    assert [key for key, _ in continuations("g")] == [
        *("k", "r", "u", "x"),
        *("w", "s", "Shift+s", "c", "Shift+c", "f"),
    ]


@pytest.mark.parametrize("binding", BINDINGS, ids=lambda row: row.keys)
def test_what_a_person_reads_can_be_written(binding: Binding) -> None:
    assert parse_keys(display_keys(binding.keys)) == binding.keys
    assert parse_keys(binding.keys) == binding.keys


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("shift+ctrl+Z", "Ctrl+Shift+z"),
        ("Ctrl + Z", "Ctrl+z"),
        ("g S", "g Shift+s"),
        ("{", "Shift+["),
        ("F5", "f5"),
        ("ö", "ö"),
        ("o\u0308", "ö"),
        ("Ö", "Shift+ö"),
        ("#", "#"),
        ("ß", "ß"),
        ("д", "д"),
        ("+", "Shift+="),
        ("Ctrl++", "Ctrl+Shift+="),
    ],
)
def test_keys_may_be_written_in_many_ways(written: str, keys: str) -> None:
    assert parse_keys(written) == keys


@pytest.mark.parametrize("written", ["", "a b c", "hyper+a", "f13", "ctrl+", "\x07", "äö"])
def test_what_is_no_key_is_refused(written: str) -> None:
    with pytest.raises(InvalidKey):
        parse_keys(written)


SHIFT, CTRL, NONE = frozenset({"shift"}), frozenset({"ctrl"}), frozenset[str]()


@pytest.mark.parametrize(
    ("key", "held", "sign", "at", "meant"),
    [
        ("l", NONE, "l", "l", "l"),  # US
        ("[", SHIFT, "{", "[", "Shift+["),
        ("/", SHIFT, "?", "/", "Shift+/"),
        ("'", NONE, "'", "'", "'"),
        ("1", NONE, "&", "1", "1"),  # AZERTY, whose digits SDL tells by their place
        ("1", SHIFT, "1", "1", "1"),
        ("4", NONE, "'", "4", "4"),
        ("&", NONE, "&", "1", "1"),  # the same where SDL does not
        ("&", CTRL, "&", "1", "Ctrl+1"),
        ("ě", NONE, "ě", "2", "2"),  # Czech
        ("m", NONE, "m", ";", "m"),
        (",", SHIFT, "?", "m", "Shift+/"),
        ("ß", SHIFT, "?", "-", "Shift+/"),  # QWERTZ
        ("#", SHIFT, "'", "\\", "'"),
        ("7", CTRL | SHIFT, "/", "7", "Ctrl+/"),
        ("z", CTRL, "z", "y", "Ctrl+z"),
        ("д", NONE, "д", "l", "l"),  # Cyrillic
        ("щ", CTRL, "щ", "o", "Ctrl+o"),
        ("я", CTRL | SHIFT, "Я", "z", "Ctrl+Shift+z"),
        ("7", SHIFT, "?", "7", "Shift+/"),
        ("э", NONE, "э", "'", "'"),
        ("ю", SHIFT, "Ю", "[", "Shift+["),
        ("λ", NONE, "λ", "l", "l"),  # Greek
        ("ך", NONE, "ך", "l", "l"),  # Hebrew
        ("'", NONE, "'", "w", "'"),  # Dvorak, where it is no place of a letter
        ("ö", NONE, "ö", ";", ""),
        ("ä", NONE, "ä", "'", ""),
    ],
)
def test_a_key_is_called_by_what_it_types_else_by_its_place(
    key: str, held: frozenset[str], sign: str, at: str, meant: str
) -> None:
    panel = Panel.WAVEFORM if "[" in meant or meant == "Ctrl+1" else Panel.SAMPLES

    letter = key if key.isalpha() else "a"
    found = candidates(key, held, sign, at, latin=latin(letter))

    assert KEYMAP.choose(found, panel) == meant


def test_signs_at_the_places_of_letters_are_letters_where_those_are_not_latin() -> None:
    assert candidates("'", NONE, "'", "w", latin=False)[0] == "w"  # Hebrew
    assert "'" in candidates(",", NONE, ",", "'", latin=False)


@pytest.mark.parametrize(
    ("sign", "meant"), [("[", "["), ("]", "]"), ("{", "Shift+["), ("?", "Shift+/"), ("1", "1")]
)
def test_a_sign_is_the_same_whatever_it_takes_to_type_it(sign: str, meant: str) -> None:
    assert typed(sign, SHIFT) == (meant,)


def test_both_keys_of_a_chord_are_found_by_their_place() -> None:
    first = KEYMAP.choose(candidates("п", NONE, "п", "g", latin=False), Panel.WAVEFORM)
    second = KEYMAP.choose(candidates("ы", SHIFT, "Ы", "s", latin=False), Panel.WAVEFORM, first)

    assert (first, second) == ("g", "Shift+s")


def test_a_key_of_another_alphabet_that_was_chosen_beats_its_place() -> None:
    keymap = Keymap.with_overrides({"map": ("д",), "neutral": ("#",), "keys": ("ß",)})

    assert keymap.problems == ()
    assert keymap.choose(candidates("д", NONE, "д", "l"), Panel.SAMPLES) == "д"
    assert keymap.choose(candidates("#", NONE, "#", "\\"), Panel.SAMPLES) == "#"
    assert keymap.choose(candidates("3", SHIFT, "#", "3"), Panel.SAMPLES) == "#"  # US


@pytest.mark.parametrize(("scan", "digit", "other"), [(89, "1", "end"), (97, "9", "pageup")])
def test_the_keypad_has_digits_or_arrows(scan: int, digit: str, other: str) -> None:
    assert keypad(scan, frozenset({"numlock"})) == digit
    assert keypad(scan, NONE) == keypad(scan, SHIFT | {"numlock"}) == other
    assert keypad(30, NONE) is None


def test_every_printing_key_has_its_place() -> None:
    assert "".join(place(scan) for scan in range(4, 40)) == "abcdefghijklmnopqrstuvwxyz1234567890"
    assert not prints(40)
    assert (place(100), prints(100)) == ("", True)


def test_a_name_is_of_one_command() -> None:
    names = [command.name for command in COMMANDS]

    assert len(set(names)) == len(names)
    assert all(command.keys for command in COMMANDS)


def test_a_former_name_is_no_name_of_now_and_leads_to_one() -> None:
    names = {command.name for command in COMMANDS}

    assert not names & set(FORMER)
    assert set(FORMER.values()) <= names


@pytest.mark.parametrize("former", FORMER)
def test_keys_by_a_former_name_hold(former: str) -> None:
    keymap = Keymap.with_overrides({former: ("f9",)})

    assert keymap.problems == ()
    assert [row.name for row in keymap.bindings if row.keys == "f9"] == [FORMER[former]]


def test_where_a_command_has_both_names_that_of_now_counts() -> None:
    for overrides in ({"trash": ("f8",), "reject": ("f9",)}, {"reject": ("f9",), "trash": ("f8",)}):
        keymap = Keymap.with_overrides(overrides)

        assert [row.keys for row in keymap.bindings if row.name == "reject"] == ["f9"]


def test_lines_of_keys_say_every_command_once_where_it_holds() -> None:
    lines = [line for _, found in chapters(BINDINGS) for line in found]

    assert sorted(name for line in lines for name in line.names) == sorted(
        command.name for command in COMMANDS
    )
    assert next(heading for heading, _ in chapters(BINDINGS)) == "EVERYWHERE"


def test_keys_can_be_changed() -> None:
    keymap = Keymap.with_overrides({"loop": ("o", "Ctrl+l"), "search": (), "go-folders": ("g o",)})

    assert keymap.problems == ()
    assert [row.keys for row in keymap.bindings if row.name == "loop"] == ["o", "Ctrl+l"]
    assert keymap.find("l", Panel.SAMPLES) is None
    assert keymap.find("f", Panel.SAMPLES) is None
    assert ("o", "Focus folders") in keymap.continuations("g")


def test_a_chosen_key_is_not_lost_to_a_command_that_came_later() -> None:
    taken = {row.keys for row in BINDINGS if row.name in ESSENTIAL | {"loop"}}
    for row in BINDINGS:
        if row.keys in taken:
            continue
        keymap = Keymap.with_overrides({"loop": (row.keys,)})

        assert keymap.problems == ()
        assert [one.keys for one in keymap.bindings if one.name == "loop"] == [row.keys]
        assert row not in keymap.bindings
    swapped = Keymap.with_overrides({"loop": ("f",), "search": ("l",)})
    assert swapped.problems == ()
    assert {one.keys for one in swapped.bindings if one.name == "search"} == {"l"}


@pytest.mark.parametrize(
    ("name", "keys", "reason"),
    [
        ("fly", "o", "unknown command"),
        ("loop", "space", "is taken by “play”"),
        ("loop", "right", "is taken by “keep”"),
        ("loop", "hyper+l", "unknown modifier “hyper”"),
        ("loop", "g", "is reserved"),
        ("loop", "h l", "a chord begins with g"),
        ("step-back", "q", "Esc is reserved"),
        ("play", "escape", "is reserved"),
    ],
)
def test_a_bad_binding_is_reported_and_ignored(name: str, keys: str, reason: str) -> None:
    keymap = Keymap.with_overrides({name: (keys,)})

    assert keymap.bindings == BINDINGS
    assert len(keymap.problems) == 1
    assert reason in keymap.problems[0]
    assert name in keymap.problems[0]


def test_a_key_of_one_panel_may_be_given_on_another() -> None:
    assert Keymap.with_overrides({"zoom-all": ("x",)}).problems == ()


def test_only_commands_of_sheets_act_while_one_is_open() -> None:
    acting = {
        outcome.binding.name
        for binding in BINDINGS
        for panel in Panel
        if (outcome := press(binding.keys.split()[-1], panel, modal=True)).binding
    }
    assert acting == MODAL
    assert press("g", Panel.SAMPLES, modal=True).pending == ""


def test_what_is_typed_ahead_waits_for_commands_that_exist() -> None:
    assert {command.name for command in COMMANDS} >= OPENING | CLOSING
