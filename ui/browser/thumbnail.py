"""Waveform thumbnails of the sample list as textures, in an LRU cache."""

from __future__ import annotations

from collections import OrderedDict

from kivy.graphics.texture import Texture
from kivy.metrics import dp

from models.waveform.thumbnail import WIDTH, Thumbnail
from ui.waveform.texture import texture

HEIGHT = 26
"""Height of a thumbnail in dp."""
KEPT = 3000
"""Size of the cache; a texture is 16 kB at density 1."""

_kept: OrderedDict[tuple[int, int], tuple[Thumbnail, Texture]] = OrderedDict()


def thumbnail_size() -> tuple[int, int]:
    """Return width and height of a thumbnail in pixels."""
    return round(dp(WIDTH)), round(dp(HEIGHT))


def thumbnail_texture(thumbnail: Thumbnail) -> Texture:
    """Return `thumbnail` as a white texture, to be drawn at `thumbnail_size` and tinted."""
    width, height = thumbnail_size()
    key = (id(thumbnail), height)
    kept = _kept.get(key)
    # The thumbnail is cached too: otherwise its id could be reused.
    if kept is not None:
        _kept.move_to_end(key)
        return kept[1]
    made = texture(thumbnail, height)
    if made.width != width:
        made.min_filter = made.mag_filter = "linear"  # a column may have a fractional width
    _kept[key] = (thumbnail, made)
    if len(_kept) > KEPT:
        _kept.popitem(last=False)
    return made
