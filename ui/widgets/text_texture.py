"""Rendered texts as textures, in an LRU cache."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import cache, partial
from types import ModuleType
from typing import TypeVar

from kivy.core.text import Label as CoreLabel
from kivy.graphics.texture import Texture
from kivy.metrics import sp
from loguru import logger

from models.text.elision import elide
from models.text.plain import is_plain
from ui.theme import Face
from ui.widgets.font import font_for

KEPT = 4000
"""Size of the cache; a line of a list takes about 10 kB."""
Result = TypeVar("Result")

_drawn: OrderedDict[tuple[str, Face, int, float], Texture] = OrderedDict()


def texture(text: str, face: Face, width: int = 0) -> Texture:
    """Return `text` rendered in white, to be tinted by a `Color`.

    Args:
        text: One line of any script; plain text is drawn by SDL, all else is shaped.
        face: Font and size.
        width: Maximum width in pixels; longer text is elided (`models.text.elision`). 0: no limit.

    Returns:
        A texture of the text's size; as wide as a space if it is empty.
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
    found = if_shaped(text, lambda shaping: shaping.width(text, face))
    return float(_label(text, face).get_extents(text)[0] if found is None else found)


def if_shaped(text: str, work: Callable[[ModuleType], Result]) -> Result | None:
    """Return what `work` makes of `ui.widgets.shaped_texture`.

    Returns:
        `None` if the text is plain, or if shaping fails: then SDL draws it in one font.
    """
    if is_plain(text):
        return None
    shaping = _shaping()
    if shaping is None:
        return None
    try:
        return work(shaping)
    except shaping.ShapingError as error:
        logger.warning("not shaped: {!r}: {}", text, error)
        return None


@cache
def _shaping() -> ModuleType | None:
    # Late: it takes time and memory that plain text needs not.
    try:
        from ui.widgets import shaped_texture
    except ImportError as error:
        logger.warning("text is drawn in one font, unshaped: {}", error)
        return None
    return shaped_texture


def _render(text: str, face: Face, width: int) -> Texture:
    fitting = _fitted(text, face, width) if width else text
    made = if_shaped(fitting, lambda shaping: shaping.shaped_texture(fitting, face))
    if made is not None:
        return made
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
    if not is_plain(text):
        return elide(text, width, partial(measure, face=face))
    label = _label(text, face)
    return elide(text, width, lambda part: float(label.get_extents(part)[0]))
