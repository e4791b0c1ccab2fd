"""Names from a pattern are safe and different; a wrong pattern is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from models.library.export.name_template import (
    Names,
    TemplateFields,
    comparison_key,
    format_stems,
    safe_stem,
    template_error,
)
from models.library.files.name_pattern import RENAME_FIELDS, fill_pattern, pattern_error

STEMS = some.text(max_size=12)
PATTERNS = ("{stem}", "{name}", "x", "{stem}_{n:02}", " {n} ")


@given(some.lists(STEMS, max_size=12), some.sampled_from(PATTERNS))
def test_names_differ_on_every_file_system(stems: list[str], pattern: str) -> None:
    assert not pattern_error(pattern, ("name",))
    taken = Names()
    taken.reserve("x")

    found = fill_pattern(pattern, [{"name": stem} for stem in stems], taken)

    assert len(found) == len(stems)
    assert len({comparison_key(one) for one in (*found, "x")}) == len(found) + 1
    assert all(one == safe_stem(one) for one in found)


def test_numbers_have_the_digits_asked_for() -> None:
    each = [{"name": "break"}] * 11

    assert fill_pattern("{stem}_{n:02}", each)[::10] == ("break_01", "break_11")
    assert fill_pattern("{n:3}-{stem}", each)[9] == "010-break"
    assert fill_pattern("{stem} {n}", each)[0] == "break 1"


@given(some.text("abc {}_:", max_size=9), some.sampled_from(("name", "n", "index", "bpm", "key")))
def test_all_patterns_are_of_one_language(around: str, field: str) -> None:
    """What renaming understands, an export understands, too, and makes the same of it."""
    for pattern in (f"{around}{{{field}}}", f"{{{field}:02}}{around}", f"{{stem}}{around}"):
        if pattern_error(pattern, RENAME_FIELDS):
            continue
        assert not template_error(pattern)
        fields = TemplateFields("kick", "909", "", "", bpm="120")
        values = {"name": "kick", "folder": "909", "bpm": "120", "key": ""}
        assert list(fill_pattern(pattern, [values])) == format_stems(pattern, [fields])


@pytest.mark.parametrize(
    ("pattern", "named"),
    [
        ("", "empty"),
        ("{bpm}", "there is no {bpm}; there are {name}, {n}, {index}"),
        ("{n:x}", "{n:x}"),
        ("{stem:02}", "{stem:02}"),
        ("{stem", "partner"),
        ("a/b", "/"),
    ],
)
def test_a_wrong_pattern_is_named(pattern: str, named: str) -> None:
    assert named in pattern_error(pattern, ("name",))
