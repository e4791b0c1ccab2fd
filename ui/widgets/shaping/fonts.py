"""Which font draws a grapheme cluster."""

from __future__ import annotations

from functools import cache

from models.text.grapheme import is_picture
from ui.widgets.font import SCRIPTS, font_file
from ui.widgets.shaping import system_fonts
from ui.widgets.shaping.harfbuzz import ShapingError, Typeface, is_ignorable, script

PICTURE_SIGN = "\ufe0f"
"""Asks for the emoji form of the character before it."""
FIRST_EMOJI = 0x1F000
"""From here on pictures are emoji without being asked."""
_KNOWN: dict[tuple[str, str], Typeface | None] = {}
_further: list[Typeface] = []
"""Fonts of the system that were needed."""


@cache
def typeface(family: str) -> Typeface:
    """Return a shipped font."""
    return Typeface(font_file(family))


def font_of(cluster: str, family: str, before: Typeface | None = None) -> Typeface | None:
    """Return the first font that holds all of a cluster, or else its first character.

    Args:
        cluster: One grapheme cluster.
        family: The one preferred.
        before: The font of the cluster before; it draws spaces, too, unless it holds pictures.

    Returns:
        `None` if there is none.
    """
    if cluster == " " and before is not None and before is not typeface("emoji"):
        return before if before.holds(cluster) else typeface(family)
    key = (cluster, family)
    if key not in _KNOWN:
        _KNOWN[key] = _found(cluster, family)
    return _KNOWN[key]


def _found(cluster: str, family: str) -> Typeface | None:
    needed = "".join(one for one in cluster if not is_ignorable(one)) or cluster[:1]
    picture = PICTURE_SIGN in cluster or (is_picture(cluster[0]) and ord(cluster[0]) >= FIRST_EMOJI)
    picture = picture or 0x1F1E6 <= ord(cluster[0]) <= 0x1F1FF  # noqa: PLR2004 - flags
    own = next((SCRIPTS[one] for one in map(script, cluster) if one in SCRIPTS), "text")
    order = ["emoji", family] if picture else [family]
    # A script's own font before one that merely has its letters.
    families = dict.fromkeys((*order, own, "text", "symbol", "cjk", "emoji", *SCRIPTS.values()))
    for wanted in dict.fromkeys((needed, needed[0])):
        for one in families:
            if typeface(one).holds(wanted):
                return typeface(one)
        found = _of_system(wanted)
        if found is not None:
            return found
    return None


def _of_system(wanted: str) -> Typeface | None:
    for one in _further:
        if one.holds(wanted):
            return one
    for path, index in system_fonts.holding(wanted):
        try:
            font = Typeface(path, index)
        except ShapingError:
            continue
        if font.drawable and font.holds(wanted):
            _further.append(font)
            return font
    return None
