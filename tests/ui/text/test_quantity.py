"""Numbers with their nouns and units."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping

import pytest

from models.analysis.text import MINUS
from models.audio.units import Seconds
from models.duplicates.group import Surplus
from ui import text as texts
from ui.text import duplicates, sample_menu
from ui.text.quantity import bpm, count_noun, decibels, lufs, milliseconds, percent


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 files"), (1, "1 file"), (5, "5 files"), (1234, "1\u2009234 files")],
)
def test_a_count_has_the_form_of_its_number(number: int, words: str) -> None:
    assert count_noun(number, "file") == words


def test_a_noun_may_have_a_plural_of_its_own() -> None:
    assert [count_noun(number, "entry", "entries") for number in (1, 2)] == ["1 entry", "2 entries"]


def test_units() -> None:
    assert percent(0.966) == "97 %"
    assert milliseconds(Seconds(0.00533)) == "5.3 ms"
    assert decibels(-43.4) == f"{MINUS}43 dB"
    assert lufs(-14.0) == f"{MINUS}14.0 LUFS"
    assert (lufs(None), bpm(""), bpm("104")) == ("", "", "104 BPM")


def test_a_menu_says_how_many_only_of_several() -> None:
    assert [sample_menu.delete(many) for many in (1, 5)] == ["Delete file", "Delete 5 files"]
    assert [sample_menu.keep(many) for many in (1, 5)] == ["Keep", "Keep 5 samples"]
    assert [sample_menu.rename(many) for many in (1, 5)] == ["Rename…", "Rename 5 samples…"]
    assert sample_menu.set_type(5) == "Set type of 5 samples…"
    assert sample_menu.add_to("Breaks", 3) == "Add 3 samples to “Breaks”"


def test_what_keeping_the_best_does_names_what_it_leaves_alone() -> None:
    assert duplicates.keep_best_effect(Surplus(1, 0, 0)) == "Rejects up to 1 file"
    assert duplicates.keep_best_effect(Surplus(69, 5, 2)) == (
        "Rejects up to 69 files; 5 uncertain and 2 linked left alone"
    )


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (words for one in value.values() for words in _words(one))
    elif isinstance(value, tuple | list):
        yield from (words for one in value for words in _words(one))


def test_negative_values_have_a_true_minus_sign() -> None:
    found = [
        (module.name, words)
        for module in pkgutil.iter_modules(texts.__path__)
        for value in vars(importlib.import_module(f"ui.text.{module.name}")).values()
        for words in _words(value)
        if re.search(r"(?:^|\s)-\d", words)
    ]
    assert not found
