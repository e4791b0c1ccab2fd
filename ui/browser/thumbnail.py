"""The small pictures of the sample list as textures, kept while they are in use."""

from __future__ import annotations

from collections import OrderedDict

from kivy.graphics.texture import Texture
from kivy.metrics import dp

from models.waveform.thumbnail import WIDTH, Thumbnail
from ui.waveform.texture import texture

HEIGHT = 26
"""dp a small picture is high."""
KEPT = 3000
"""Textures kept; one is 16 kB at density 1."""

_kept: OrderedDict[tuple[int, int], tuple[Thumbnail, Texture]] = OrderedDict()


def size() -> tuple[int, int]:
    """Return width and height of a small picture in pixels."""
    return round(dp(WIDTH)), round(dp(HEIGHT))


def drawn(thumbnail: Thumbnail) -> Texture:
    """Return `thumbnail` in white, to be drawn at `size` and tinted."""
    width, height = size()
    key = (id(thumbnail), height)
    kept = _kept.get(key)
    # The picture itself is kept too: else its id could come back as that of another one.
    if kept is not None:
        _kept.move_to_end(key)
        return kept[1]
    made = texture(thumbnail, height)
    if made.width != width:
        made.min_filter = made.mag_filter = "linear"  # a column is not a whole pixel wide
    _kept[key] = (thumbnail, made)
    if len(_kept) > KEPT:
        _kept.popitem(last=False)
    return made
