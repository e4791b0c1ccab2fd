"""Names of exported files are safe everywhere and never taken twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.library.export.name_template import (
    FIELDS,
    LONGEST,
    Names,
    TemplateFields,
    comparison_key,
    format_stems,
    template_error,
)
from models.library.export.settings import Container, Depth, ExportSettings, Layout, parse_settings

KICK = TemplateFields("Kick 01", "909", "Drums", "Dusty: kit", "wav")


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{name}", "Kick 01"),
        ("{index} {name}", "01 Kick 01"),
        ("{collection}/{folder}-{source}", "Dusty_ kit_909-Drums"),
        ("  . ", "sample"),
        ("{nothing}", "{nothing}"),
        ("{name}.{ext}", "Kick 01"),
        ("{ext} {name}", "wav Kick 01"),
        ("{n:03}-{stem}", "001-Kick 01"),
        ("{n} {name} {index:4}", "1 Kick 01 0001"),
    ],
)
def test_a_template_is_filled_in(template: str, name: str) -> None:
    assert format_stems(template, [KICK]) == [name]


def test_numbers_are_as_wide_as_the_last_one() -> None:
    assert format_stems("{index}", [KICK] * 100)[0] == "001"


@pytest.mark.parametrize(
    ("template", "why"),
    [
        (" ", "the name is empty"),
        (
            "{nam}",
            "there is no {nam}; there are "
            + ", ".join(f"{{{field}}}" for field in (*FIELDS, "n", "index")),
        ),
        ("{name", "a { or } has no partner"),
        ("{index} {name}", ""),
    ],
)
def test_a_template_that_cannot_be_is_said(template: str, why: str) -> None:
    assert template_error(template) == why


@given(st.lists(st.builds(TemplateFields, st.text(), st.text(), st.text(), st.text()), max_size=8))
def test_no_name_leaves_the_folder_or_is_too_long(members: list[TemplateFields]) -> None:
    for stem in format_stems("{folder}{name} {collection}", members):
        assert stem
        assert not set(stem) & set('/\\:*?"<>|\0\n')
        assert stem.strip(" .") == stem
        assert len(stem.encode("utf-8", "surrogatepass")) <= LONGEST + len("_")


@given(st.lists(st.sampled_from(["a", "A", "ä", "a\u0308", "b"]), max_size=9))
def test_names_differ_for_every_file_system(wanted: list[str]) -> None:
    names, given = Names(), set()
    for stem in wanted:
        name = next(names.free_names(stem, ".wav"))
        names.reserve(name)
        given.add(comparison_key(name))

    assert len(given) == len(wanted)


def test_many_of_one_name_are_numbered_in_one_go() -> None:
    names = Names()
    given = []
    for _ in range(2_000):
        given.append(next(names.free_names("kick", ".wav")))
        names.reserve(given[-1])

    assert given[:2] == ["kick.wav", "kick (2).wav"]
    assert given[-1] == "kick (2000).wav"


@pytest.mark.parametrize(
    ("name", "stem"),
    [("CON", "_CON"), ("com1.x", "_com1.x"), ("nul ", "_nul"), ("console", "console")],
)
def test_names_of_devices_are_no_names_of_files(name: str, stem: str) -> None:
    assert format_stems("{name}", [TemplateFields(name, "", "", "")]) == [stem]


def test_a_long_name_is_cut_between_characters() -> None:
    (stem,) = format_stems("{name}", [TemplateFields("音" * 300, "", "", "")])

    assert stem == "音" * (LONGEST // 3)


@given(
    st.builds(
        ExportSettings,
        template=st.text(min_size=1),
        container=st.sampled_from(Container),
        depth=st.sampled_from(Depth),
        layout=st.sampled_from(Layout),
        rate=st.none() | st.integers(1_000, 384_000),
        peak=st.none() | st.floats(-60, 0),
        prune=st.booleans(),
    )
)
def test_settings_are_stored_and_read_whole(settings: ExportSettings) -> None:
    assert parse_settings(settings.to_json()) == settings


def test_nonsense_that_was_stored_is_as_usual() -> None:
    assert parse_settings({"rate": "x", "peak": 3, "depth": 9, "template": ""}) == ExportSettings()


@pytest.mark.parametrize(
    ("template", "bpm", "key", "stem"),
    [
        ("{name}_{bpm}_{key}", "120", "F# min", "kick_120_F# min"),
        ("{name}_{bpm}_{key}", "", "A", "kick_A"),
        ("{bpm} - {name} - {key}", "", "", "kick"),
        ("{key}", "", "", "sample"),
        ("{name}--{name}", "", "", "kick--kick"),
    ],
)
def test_an_unknown_value_leaves_no_gap(template: str, bpm: str, key: str, stem: str) -> None:
    fields = TemplateFields("kick", "", "", "", bpm=bpm, key=key)
    assert format_stems(template, [fields]) == [stem]
