"""Names under the rules of a device: unique, valid, and near to the original."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.library.export.name_template import comparison_key
from models.library.export.profile import NameRules
from models.library.export.profile_names import ProfileNames, number_name, obeys, shape_name

CLASSES = ("", "A-Z0-9", "a-z0-9_", "A-Za-z0-9 _-", "0-9", "A-Za-z0-9 _.,;!#$%&'()+=@~-")
RULES = st.builds(
    NameRules,
    length=st.sampled_from([0, 4, 5, 8, 31]),
    letters=st.sampled_from(CLASSES),
    case=st.sampled_from(["keep", "upper", "lower"]),
)
TEXTS = st.text(max_size=40) | st.sampled_from(
    [
        "Kick",
        "KICK",
        "kick.",
        "con",
        "COM1",
        "Ökick ß",
        "キック",
        " . ",
        "",
        "a" * 300,
        "../x",
        "nul.wav",
    ]
)


@given(RULES, st.lists(TEXTS, max_size=12), st.sampled_from([".wav", ".aif"]))
def test_names_are_unique_and_obey_the_rules(
    rules: NameRules, texts: list[str], ending: str
) -> None:
    names, taken = ProfileNames(rules), list[str]()
    for text in texts:
        stem = shape_name(text, rules)
        name = next(names.free_names(stem, ending))
        names.reserve(name)
        taken.append(name)
        base, dot, given_ending = name.rpartition(".")
        assert obeys(base, rules), (name, rules)
        assert dot + given_ending == (ending.upper() if rules.case == "upper" else ending)
        assert len(name.encode("utf-8", "surrogatepass")) < 256
        assert "/" not in name

    assert len({comparison_key(name) for name in taken}) == len(texts)


@given(RULES, TEXTS)
def test_a_name_that_obeys_stays(rules: NameRules, text: str) -> None:
    once = shape_name(text, rules)

    assert shape_name(once, rules) == once


@pytest.mark.parametrize(
    ("text", "letters", "wanted"),
    [
        ("Kick (tight) 01", "A-Za-z0-9 _-", "Kick _tight_ 01"),
        ("Größe", "A-Za-z0-9 _-", "Grosse"),
        ("Café crème", "A-Za-z0-9", "Cafecreme"),
        ("キック", "A-Za-z0-9 _-", "sample"),
        ("kick", "A-Z0-9", "KICK"),
        ("con", "A-Za-z0-9", "0con"),
    ],
)
def test_letters_that_are_not_allowed_become_the_nearest(
    text: str, letters: str, wanted: str
) -> None:
    assert shape_name(text, NameRules(letters=letters)) == wanted


def test_a_number_takes_the_place_of_the_last_letters() -> None:
    rules = NameRules(length=8, letters="A-Za-z0-9_")

    assert number_name("Kickdrum", 12, rules) == "Kickd_12"
    assert number_name("Kickdrum", 12, replace(rules, letters="A-Za-z0-9")) == "Kickdr12"


def test_names_end_when_no_number_fits() -> None:
    rules = NameRules(length=4, letters="0-9")
    names = ProfileNames(rules)
    found = []
    for name in names.free_names("1", ".wav"):
        names.reserve(name)
        found.append(name)

    assert len(found) > 9_000
    assert len(set(found)) == len(found)
    assert all(obeys(name.removesuffix(".wav"), rules) for name in found)
