"""Points have the colour of what they are, and groups their name in their middle."""

from __future__ import annotations

import numpy as np
import pytest

from models.library.samples import SampleIds
from models.library.tag import Tag
from models.library.traits import Traits
from models.map.chart import MapLayout
from models.map.colour_scheme import Colouring
from models.types.sound_type import SoundType
from ui.map.colours import FAINT, HUES, MARKS, STRONG, colour_points
from ui.widgets.type_colour import SHADES, UNKNOWN

KICK, SNARE = (tuple(SoundType).index(one) for one in (SoundType.KICK, SoundType.SNARE))


def chart(*numbers: int) -> MapLayout:
    places = np.stack([np.linspace(-1, 1, len(numbers)), np.zeros(len(numbers))], axis=1)
    return MapLayout(SampleIds(np.array(numbers, np.int64)), places.astype(np.float32))


def traits() -> Traits:
    return Traits(
        np.array([1, 2, 3, 4]),
        np.array([Tag.KEEP, Tag.TRASH, Tag.NEUTRAL, Tag.KEEP], np.int8),
        np.array([0, 0, 0, 1], np.int32),
        np.array([KICK, SNARE, -1, KICK], np.int8),
        ("Drums", "Field"),
    )


@pytest.mark.parametrize(
    ("by", "hues"),
    [
        (Colouring.TAG, [MARKS[tag] for tag in (Tag.KEEP, Tag.TRASH, Tag.NEUTRAL, Tag.KEEP)]),
        (
            Colouring.TYPE,
            [SHADES[SoundType.KICK], SHADES[SoundType.SNARE], UNKNOWN, SHADES[SoundType.KICK]],
        ),
        (Colouring.FOLDER, [HUES[0], HUES[0], HUES[0], HUES[1]]),
    ],
)
def test_each_point_has_the_colour_of_what_it_is(
    by: Colouring, hues: list[tuple[float, ...]]
) -> None:
    shades, _ = colour_points(chart(1, 2, 3, 4), traits(), by, np.ones(4, np.bool_))

    assert shades[:, :3] == pytest.approx(np.array(hues)[:, :3], abs=1e-6)
    assert shades[:, 3] == pytest.approx(STRONG)


def test_what_the_list_does_not_hold_is_faint_and_unnamed() -> None:
    listed = np.array([True, True, True, False])
    shades, labels = colour_points(chart(1, 2, 3, 4), traits(), Colouring.FOLDER, listed)

    assert shades[:, 3] == pytest.approx([STRONG, STRONG, STRONG, FAINT])
    assert [label.words for label in labels] == ["Drums"]


def test_a_group_is_named_where_most_of_it_lies() -> None:
    places = np.array([(-0.5, 0.1), (0, 0), (0.1, 0), (-0.4, 0.1)], np.float32)
    ids = SampleIds(np.array([1, 2, 3, 4]))
    shades, labels = colour_points(
        MapLayout(ids, places), traits(), Colouring.TYPE, np.ones(4, np.bool_)
    )
    kick = next(label for label in labels if label.words == "kick")

    assert kick.place == pytest.approx((-0.45, 0.1), abs=1e-6)
    assert kick.shade == SHADES[SoundType.KICK]
    assert {label.words for label in labels} == {"kick", "snare"}
    assert len(shades) == 4


@pytest.mark.parametrize("by", Colouring)
def test_samples_of_which_nothing_is_known_are_drawn_as_such(by: Colouring) -> None:
    shades, labels = colour_points(chart(7, 8), traits(), by, np.ones(2, np.bool_))
    nothing, _ = colour_points(chart(7, 8), Traits(), by, np.ones(2, np.bool_))

    assert shades[:, 3] == pytest.approx(FAINT)
    assert labels == ()
    assert len(nothing) == 2


@pytest.mark.parametrize("by", Colouring)
def test_an_empty_map_has_no_colours(by: Colouring) -> None:
    shades, labels = colour_points(MapLayout(), traits(), by, np.zeros(0, np.bool_))

    assert shades.shape == (0, 4)
    assert labels == ()


def test_a_name_stands_where_nearly_all_of_its_group_lies_below() -> None:
    places = np.zeros((20, 2), np.float32)
    places[:, 1] = np.linspace(-0.1, 0.1, 20)
    places[-3:] = (0.9, 0.0), (0.9, 0.01), (0.9, 0.02)  # a smaller heap elsewhere
    ids = np.arange(1, 21)
    same = Traits(
        ids, np.zeros(20, np.int8), np.zeros(20, np.int32), np.full(20, KICK, np.int8), ("Drums",)
    )
    _, (label,) = colour_points(
        MapLayout(SampleIds(ids), places), same, Colouring.TYPE, np.ones(20, np.bool_)
    )

    assert label.count == 20
    assert label.place[0] == 0
    assert 0.03 < label.top[1] < 0.12
    assert -0.12 < label.bottom[1] < -0.05
