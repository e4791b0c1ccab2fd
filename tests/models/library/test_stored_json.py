"""Whatever JSON is stored is read: what does not fit counts as absent."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.library.action import Action, ActionKind
from models.library.export.settings import Container, Depth, ExportSettings, Layout, parse_settings
from models.library.query import Sort
from models.library.stored_json import as_path, as_text, load_json
from models.library.tag import Tag
from models.library.view_state import ViewState, parse_view_state
from models.predecessor.choices import convert_settings
from ui.text.actions import action_words, done_words

FEW = settings(max_examples=100)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**400, -(2**63), 2**63, 2**63 - 1, 9, 0])
    | st.floats()
    | st.text(st.characters(), max_size=5)
    | st.sampled_from(["\ud800", "\udcff", "\0", "keep", "same", "size", "place", "wav"])
)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
"""Any JSON value."""
CHOICES = (
    *("volume", "trash_folder", "audio_output.device", "audio_output.sample_rate"),
    *("controls.bpm_value", "controls.waveform_channel_view"),
)


def objects_like(usual: Mapping[str, object]) -> st.SearchStrategy[object]:
    """Return anything, most often an object with these fields, each of any value or of its own."""
    fields = {name: ANYTHING | st.just(value) for name, value in usual.items()}
    return ANYTHING | st.fixed_dictionaries({}, optional=fields)


@FEW
@given(objects_like(ViewState(tag=Tag.KEEP, sort=Sort.LENGTH).to_json()))
def test_any_view_state_is_read_as_one_that_can_be_used(plain: object) -> None:
    found = parse_view_state(load_json(json.dumps(plain)))

    found.words.encode()
    assert type(found.sample) in {int, type(None)}
    assert found.sample is None or abs(found.sample) < 2**63
    assert isinstance(found.sort, Sort)
    assert found.sort is not Sort.PLACE
    assert found.tag is None or isinstance(found.tag, Tag)
    assert all(isinstance(path, bytes) for path in (found.folder, *found.more))
    assert parse_view_state(found.to_json()) == found


@FEW
@given(objects_like(ExportSettings(peak=-3.0, rate=44_100).to_json()))
def test_any_export_settings_are_read_as_ones_that_can_be_used(plain: object) -> None:
    found = parse_settings(load_json(json.dumps(plain)))

    assert found.template.encode()
    assert isinstance(found.container, Container)
    assert isinstance(found.depth, Depth)
    assert isinstance(found.layout, Layout)
    assert type(found.peak) in {float, type(None)}
    assert type(found.rate) in {int, type(None)}
    assert parse_settings(found.to_json()) == found


@FEW
@given(objects_like(json.loads(Action(ActionKind.RENAME, "x", 3, "y", 1, 2).encode())))
def test_any_action_of_the_journal_has_words(plain: object) -> None:
    action = Action.decode(json.dumps(plain))

    action_words(action).encode("utf-8", "surrogatepass")
    done_words(action)
    assert Action.decode(action.encode()) == action


@FEW
@given(objects_like(dict.fromkeys(CHOICES, 1)))
def test_any_choices_of_the_predecessor_are_converted(plain: object) -> None:
    convert_settings(plain if isinstance(plain, dict) else {})


@pytest.mark.parametrize(
    "stored", ["", "{", "[" * 200_000, "\0", "1" * 5_000, '{"sort": ["name"]}']
)
def test_what_is_no_json_or_of_another_shape_is_the_default(stored: str) -> None:
    assert parse_view_state(load_json(stored)) == ViewState()
    assert parse_settings(load_json(stored)) == ExportSettings()
    assert Action.decode(stored).kind is ActionKind.STORED


def test_texts_and_paths_can_be_encoded() -> None:
    assert as_text("\ud800") is None
    assert as_path("\ud800") is None
    assert as_path("a\0b") is None
    assert as_path("\udcff") == b"\xff"
