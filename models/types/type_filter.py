"""Toggle the `type:` term of a search."""

from __future__ import annotations

import re

from models.types.sound_type import SoundType

_TERM = re.compile(r"(?:^|(?<=\s))-?type:\S+", re.IGNORECASE)


def filtered_type(typed: str) -> SoundType | None:
    """Return the only type that a search filters by; `None` if none or several."""
    terms = _TERM.findall(typed)
    if len(terms) != 1 or terms[0].startswith("-"):
        return None
    value = terms[0].partition(":")[2].lower()
    return next((kind for kind in SoundType if kind.value == value), None)


def toggle_type(typed: str, kind: SoundType) -> str:
    """Return the search with this type as its only type filter; without it if it was already."""
    rest = " ".join(_TERM.sub("", typed).split())
    if filtered_type(typed) is kind:
        return rest
    return f"{rest} type:{kind.value}".strip()
