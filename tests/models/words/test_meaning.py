"""What descriptions of sounds mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.model_files.vocabulary import shipped_vocabulary
from models.words.attribute import Attribute
from models.words.filters import filter_terms
from models.words.meaning import Meaning, Role, understand
from models.words.naming import name_words, named_kinds
from models.words.vocabulary import extend_vocabulary

WORDS = sorted(
    {
        *(" ".join(phrase) for phrase in shipped_vocabulary().phrases),
        *shipped_vocabulary().adjectives,
        *("not", "no", "without", "or", "very", "less", "under 200 ms", "120 bpm", "xyzzy", "-"),
        *("in A minor", "len<1", "-tag:keep", "stereo", ",", "bd", "oh", "808"),
    }
)


def read(text: str) -> Meaning:
    return understand(text, shipped_vocabulary())


def content(meaning: Meaning) -> list[object]:
    return [(one.role, one.unwanted, one.kinds, one.attributes) for one in meaning.parts]


@pytest.mark.parametrize(
    ("text", "kinds", "attributes"),
    [
        ("short dusty snare", {"snare"}, {Attribute.LENGTH: -1}),
        ("bass drum", {"kick"}, {}),
        ("closed hi-hat", {"closed hat"}, {}),
        ("hammer on anvil", {"metal"}, {}),
        ("snaer", {"snare"}, {}),  # a typing error
        ("poodle", {"dog"}, {}),  # from WordNet
        ("very dark pads", {"pad"}, {Attribute.BRIGHTNESS: -1.6}),
        ("less bright kick", {"kick"}, {Attribute.BRIGHTNESS: -1}),
        ("shorter", set(), {Attribute.LENGTH: -1}),
    ],
)
def test_words_mean_kinds_and_attributes(
    text: str, kinds: set[str], attributes: dict[Attribute, float]
) -> None:
    meaning = read(text)

    assert set(meaning.kinds()) == kinds
    assert attributes.items() <= meaning.attributes.items()


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("drums without reverb, not snare", {"drum loop"}, {"snare"}),
        ("no kick or snare, clap", {"clap"}, {"kick", "snare"}),
        ("clap -snare", {"clap"}, {"snare"}),
        ("not kick snare", {"snare"}, {"kick"}),
    ],
)
def test_negation_reaches_what_it_names(text: str, wanted: set[str], unwanted: set[str]) -> None:
    meaning = read(text)

    assert set(meaning.kinds()) == wanted
    assert set(meaning.kinds(unwanted=True)) == unwanted


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("snare under 200 ms", "len<200ms"),
        ("pad longer than 2,5 s", "len>2,5s"),
        ("loop at 120 bpm in C# minor", "bpm:120 key:C#m"),
        ('kick tag:keep folder:"one shots"', 'tag:keep folder:"one shots"'),
        ("stereo pad", "ch:stereo"),
        ("snare 808", ""),
        ("http://x snare", ""),
    ],
)
def test_numbers_and_filters_become_terms_of_a_search(text: str, terms: str) -> None:
    assert filter_terms(text) == terms
    assert read(text).filters == terms


def test_short_codes_count_in_names_only() -> None:
    assert [part.role for part in read("oh").parts] == [Role.UNKNOWN]
    assert named_kinds(name_words("OH_03.wav"), shipped_vocabulary()) == {"open hat"}
    assert named_kinds(name_words("808bd.wav"), shipped_vocabulary()) == {"kick"}
    assert named_kinds(name_words("john.wav"), shipped_vocabulary()) == frozenset()


@given(st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join))
def test_what_was_understood_can_be_written_again(text: str) -> None:
    meaning = read(text)

    assert content(read(meaning.written)) == content(meaning)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join), st.data())
def test_a_part_that_is_removed_is_gone_and_the_others_stay(text: str, data: st.DataObject) -> None:
    meaning = read(text)
    if not meaning.parts:
        return
    part = data.draw(st.sampled_from(meaning.parts))
    rest = meaning.without(part)

    assert content(read(rest.written)) == content(rest)
    assert [one for one in meaning.parts if one != part] == list(rest.parts)


@given(st.text(max_size=40))
def test_any_text_means_something_or_nothing(text: str) -> None:
    for part in read(text).parts:
        assert part.text


def test_own_words_extend_the_vocabulary_and_errors_name_their_line() -> None:
    table = (
        "# mine\nboomer\tkick\ncrusty\t-brightness, -tonality\n\n"
        "splat\tsnaer\nno tab\nbig one\t+brightness\nwub\tbass 0.5, stab 2\n"
    )
    vocabulary, errors = extend_vocabulary(shipped_vocabulary(), table)

    assert understand("boomer", vocabulary).kinds() == {"kick": 1.0}
    assert understand("crusty snare", vocabulary).attributes[Attribute.BRIGHTNESS] == -1
    assert [error.line for error in errors] == [5, 6, 7, 8]
    assert "snaer" in errors[0].reason
    assert "weight" in errors[3].reason
    assert understand("splat", vocabulary).parts[0].role is Role.UNKNOWN


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("short dusty snare", ""),
        ("snare, not wumpf", ""),
        ("wumpf", "wumpf"),
        ("wumpf kick, not dark, len<200ms", "wumpf kick"),
        ("a hammer that hits an anvil, len<2s", "a hammer that hits an anvil"),
    ],
)
def test_a_text_network_is_asked_for_what_is_unknown_and_for_sentences(
    text: str, asked: str
) -> None:
    assert read(text).for_network(text) == asked
