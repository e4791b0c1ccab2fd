"""Rendered texts as textures, in an LRU cache."""

from __future__ import annotations

from collections import OrderedDict

from kivy.core.text import Label as CoreLabel
from kivy.graphics.texture import Texture
from kivy.metrics import sp

from ui.theme import Face
from ui.widgets.font import font_for

KEPT = 4000
"""Size of the cache; a line of a list takes about 10 kB."""

_drawn: OrderedDict[tuple[str, Face, int, float], Texture] = OrderedDict()


def texture(text: str, face: Face, width: int = 0) -> Texture:
    """Return `text` rendered in white, to be tinted by a `Color`.

    Args:
        text: One line; must be drawable (see `models.library.file_name.display_path`).
        face: Font and size.
        width: Maximum width in pixels; longer text is elided in the middle. 0: no limit.

    Returns:
        A texture of the text's size; 1 pixel wide if it is empty.
    """
    key = (text, face, width, sp(1))
    found = _drawn.get(key)
    if found is not None:
        _drawn.move_to_end(key)
        return found
    made = _render(text, face, width)
    _drawn[key] = made
    if len(_drawn) > KEPT:
        _drawn.popitem(last=False)
    return made


def measure(text: str, face: Face) -> float:
    """Return the width of `text` in pixels."""
    width, _ = _label(text, face).get_extents(text)
    return float(width)


def _render(text: str, face: Face, width: int) -> Texture:
    fitting = _fitted(text, face, width) if width else text
    label = _label(fitting, face, text)
    label.refresh()
    return label.texture


def _label(text: str, face: Face, whole: str = "") -> CoreLabel:
    # An elided text keeps the font the whole was measured in.
    return CoreLabel(
        text=text or " ",
        font_name=font_for(whole or text, face.font),
        font_size=round(sp(face.size)),
    )


def _fitted(text: str, face: Face, width: int) -> str:
    label = _label(text, face)
    if label.get_extents(text)[0] <= width:
        return text
    low, high = 0, len(text) - 1  # number of characters kept, by bisection: wider text is longer
    while low < high:
        kept = (low + high + 1) // 2
        if label.get_extents(_shortened(text, kept))[0] <= width:
            low = kept
        else:
            high = kept - 1
    return _shortened(text, low)


def _shortened(text: str, kept: int) -> str:
    head = (kept + 1) // 2
    return f"{text[:head]}…{text[len(text) - (kept - head) :]}"
