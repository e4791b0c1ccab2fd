"""Which colour each point has, and what the groups are called."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.library.tag import Tag
from models.library.traits import Traits
from models.map.chart import Chart
from models.map.colouring import Colouring
from models.types.sound_type import SoundType
from ui.piece.kind import SHADES, UNKNOWN, words
from ui.theme import PALETTE, Colour, colour

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

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a group, and the place of its middle."""

    words: str
    place: tuple[float, float]
    shade: Colour


def coloured(
    chart: Chart, traits: Traits, by: Colouring, listed: NDArray[np.bool_]
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
    return group, ("keep", "trash", ""), tuple(MARKS[tag] for tag in order)


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


def _labels(
    chart: Chart,
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
            middle = np.median(chart.places[members], axis=0)
            place = (float(middle[0]), float(middle[1]))
            found.append(Label(called, place, hues[number]))
    return found
