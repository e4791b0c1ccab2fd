"""Colours of the map's points, and labels of their groups."""

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
"""Colours of groups by descending size; the last one is for all others."""
MARKS = {Tag.KEEP: PALETTE.keep, Tag.TRASH: PALETTE.trash, Tag.NEUTRAL: PALETTE.third}
STRONG, FAINT = 0.6, 0.08
"""Opacity of listed points, and of others."""
WORTH = 0.01
"""Minimum fraction of all points for a group to get a label."""
NEARLY = 0.9
"""Fraction of a cluster below its label: single points at its edge are ignored."""
NEAR, SOME = 0.2, 200
"""Radius of a cluster (the map is 2 wide), and number of points sampled to find its centre."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Label:
    """Label of a group, placed at its largest cluster."""

    words: str
    place: tuple[float, float]
    """Centre of the cluster."""
    top: tuple[float, float]
    """Point above nearly all of the cluster."""
    bottom: tuple[float, float]
    shade: Colour
    count: int
    """Number of points in the group."""


def colour_points(
    chart: MapLayout, traits: Traits, by: Colouring, listed: NDArray[np.bool_]
) -> tuple[Floats, tuple[Label, ...]]:
    """Return the colours of points, and the labels of groups.

    Args:
        chart: Positions of the points.
        traits: Attributes of the samples.
        by: What to colour by.
        listed: bool [points]: whether the sample is in the list.

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
    return group, (sound_map.KEEP, sound_map.REJECT, ""), tuple(MARKS[tag] for tag in order)


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
    sizes = np.bincount(folders[rows >= 0], minlength=len(traits.folder_names))
    largest = np.argsort(-sizes, kind="stable")[: len(HUES) - 1]
    hue = np.full(len(traits.folder_names), len(HUES) - 1)
    hue[largest] = np.arange(len(largest))
    names = [traits.folder_names[one] for one in largest]
    names += [""] * (len(HUES) - len(names))
    return hue[folders], tuple(names), HUES


def _heap(places: Floats) -> Floats:
    """Return the points of a group's densest cluster."""
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
