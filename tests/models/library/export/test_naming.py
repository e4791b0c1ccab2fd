"""Names of exported files are safe everywhere and never taken twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.library.export.naming import LONGEST, Named, folded, problem, stems, unique
from models.library.export.settings import Container, Depth, ExportSettings, Layout, read

KICK = Named("Kick 01", "909", "Drums", "Dusty: kit")


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{name}", "Kick 01"),
        ("{index} {name}", "01 Kick 01"),
        ("{collection}/{folder}-{source}", "Dusty_ kit_909-Drums"),
        ("  . ", "sample"),
        ("{nothing}", "{nothing}"),
    ],
)
def test_a_template_is_filled_in(template: str, name: str) -> None:
    assert stems(template, [KICK]) == [name]


def test_numbers_are_as_wide_as_the_last_one() -> None:
    assert stems("{index}", [KICK] * 100)[0] == "001"


@pytest.mark.parametrize(
    ("template", "why"),
    [
        (" ", "the name is empty"),
        (
            "{nam}",
            "there is no {nam}; there are {name}, {index}, {folder}, {source}, {collection}",
        ),
        ("{name", "a { or } has no partner"),
        ("{index} {name}", ""),
    ],
)
def test_a_template_that_cannot_be_is_said(template: str, why: str) -> None:
    assert problem(template) == why


@given(st.lists(st.builds(Named, st.text(), st.text(), st.text(), st.text()), max_size=8))
def test_no_name_leaves_the_folder_or_is_too_long(members: list[Named]) -> None:
    for stem in stems("{folder}{name} {collection}", members):
        assert stem
        assert not set(stem) & set('/\\:*?"<>|\0\n')
        assert stem.strip(" .") == stem
        assert len(stem) <= LONGEST


@given(st.lists(st.sampled_from(["a", "A", "ä", "a\u0308", "b"]), max_size=9))
def test_names_differ_for_every_file_system(wanted: list[str]) -> None:
    taken: set[str] = set()
    for stem in wanted:
        taken.add(folded(unique(stem, ".wav", taken)))

    assert len(taken) == len(wanted)


@given(
    st.builds(
        ExportSettings,
        template=st.text(min_size=1),
        container=st.sampled_from(Container),
        depth=st.sampled_from(Depth),
        layout=st.sampled_from(Layout),
        rate=st.none() | st.integers(1, 400_000),
        peak=st.none() | st.floats(-60, 0),
        prune=st.booleans(),
    )
)
def test_settings_are_stored_and_read_whole(settings: ExportSettings) -> None:
    assert read(settings.plain()) == settings


def test_nonsense_that_was_stored_is_as_usual() -> None:
    assert read({"rate": "x", "peak": 3, "depth": 9, "template": ""}) == ExportSettings()
