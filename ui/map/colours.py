"""Which colour each point has, and what the groups are called."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.library.tag import Tag
from models.library.traits import Traits
from models.map.chart import MapLayout
from models.map.colour_scheme import Colouring
from models.types.sound_type import SoundType
from ui.text import sound_map
from ui.theme import PALETTE, Colour, colour
from ui.widgets.type_colour import SHADES, UNKNOWN, words

HUES: tuple[Colour, ...] = tuple(
    map(
        colour,
        (
            *("#F2777A", "#FFB454", "#6CC7FF", "#F29FC4", "#7BD88F", "#C08BFF"),
            *("#4FD6BE", "#B5A2F5", "#E59866", "#FFD8A0", "#8FB3FF", "#9AA4B2"),
        ),
    )
)
"""For groups in the order of their size; the last is for all others."""
MARKS = {Tag.KEEP: PALETTE.keep, Tag.TRASH: PALETTE.trash, Tag.NEUTRAL: PALETTE.third}
STRONG, FAINT = 0.6, 0.08
"""Opacity of points of the list, and of others."""
WORTH = 0.01
"""Part of all points from which on a group has a name on the map."""
NEARLY = 0.9
"""Part of a heap that its name is written above: single points at its edge do not count."""
NEAR, SOME = 0.2, 200
"""How far the points of a heap lie from its middle (the map is 2 wide), and how many are asked."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a group, and where on the map its largest heap lies."""

    words: str
    place: tuple[float, float]
    """Its middle."""
    top: tuple[float, float]
    """Where nearly all of it lies below."""
    bottom: tuple[float, float]
    shade: Colour
    count: int
    """Of its points."""


def coloured(
    chart: MapLayout, traits: Traits, by: Colouring, listed: NDArray[np.bool_]
) -> tuple[Floats, tuple[Label, ...]]:
    """Return the colours of points, and the names of groups.

    Args:
        chart: Where the points lie.
        traits: Of the samples.
        by: What colours tell.
        listed: bool [points]: whether the list holds the sample.

    Returns:
        float32 [points, 4], and the labels.
    """
    rows = traits.rows(chart.ids.array)
    known = rows >= 0
    if by is Colouring.TAG:
        group, names, hues = _by_tag(traits, rows)
    elif by is Colouring.TYPE:
        group, names, hues = _by_type(traits, rows)
    else:
        group, names, hues = _by_folder(traits, rows)
    group[~known] = len(hues) - 1
    shades = np.array(hues, np.float32)[group]
    shades[:, 3] = np.where(listed & known, STRONG, FAINT)
    return shades, tuple(_labels(chart, group, names, hues, listed & known))


def _by_tag(
    traits: Traits, rows: NDArray[np.intp]
) -> tuple[NDArray[np.intp], tuple[str, ...], tuple[Colour, ...]]:
    order = (Tag.KEEP, Tag.TRASH, Tag.NEUTRAL)
    place = {int(tag): at for at, tag in enumerate(order)}
    tags = traits.tags[rows] if len(traits.tags) else np.zeros(len(rows), np.int8)
    group = np.vectorize(place.__getitem__, otypes=[np.intp])(tags) if len(tags) else rows
    return group, (sound_map.KEEP, sound_map.REJECTED, ""), tuple(MARKS[tag] for tag in order)


def _by_type(
    traits: Traits, rows: NDArray[np.intp]
) -> tuple[NDArray[np.intp], tuple[str, ...], tuple[Colour, ...]]:
    kinds = tuple(SoundType)
    names = (*(words(kind) for kind in kinds), "")
    hues = (*(SHADES[kind] for kind in kinds), UNKNOWN)
    if not len(traits.types):
        return np.full(len(rows), len(kinds)), names, hues
    found = traits.types[rows].astype(np.intp)
    return np.where(found >= 0, found, len(kinds)), names, hues


def _by_folder(
    traits: Traits, rows: NDArray[np.intp]
) -> tuple[NDArray[np.intp], tuple[str, ...], tuple[Colour, ...]]:
    if not len(traits.folders):
        return np.full(len(rows), len(HUES) - 1), ("",) * len(HUES), HUES
    folders = traits.folders[rows]
    sizes = np.bincount(folders[rows >= 0], minlength=len(traits.names))
    largest = np.argsort(-sizes, kind="stable")[: len(HUES) - 1]
    hue = np.full(len(traits.names), len(HUES) - 1)
    hue[largest] = np.arange(len(largest))
    names = [traits.names[one] for one in largest]
    names += [""] * (len(HUES) - len(names))
    return hue[folders], tuple(names), HUES


def _heap(places: Floats) -> Floats:
    """Return the points of a group that lie together where most of them do."""
    some = places[:: -(-len(places) // SOME)]
    apart = ((some[:, None] - some[None]) ** 2).sum(2)
    middle = some[(apart < NEAR**2).sum(1).argmax()]
    found: Floats = places[((places - middle) ** 2).sum(1) < NEAR**2]
    return found


def _labels(
    chart: MapLayout,
    group: NDArray[np.intp],
    names: tuple[str, ...],
    hues: tuple[Colour, ...],
    shown: NDArray[np.bool_],
) -> list[Label]:
    found = []
    for number, called in enumerate(names):
        members = shown & (group == number)
        count = int(members.sum())
        if called and count and count >= WORTH * len(group):
            places = _heap(chart.places[members])
            x, y = np.median(places, axis=0).tolist()
            low, high = np.quantile(places[:, 1], (1 - NEARLY, NEARLY)).tolist()
            found.append(Label(called, (x, y), (x, high), (x, low), hues[number], count))
    return found
