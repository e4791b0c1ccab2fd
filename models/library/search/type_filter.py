"""`type:` terms of a search, as chips that are on or off."""

from __future__ import annotations

import re

from models.library.search.search import BETWEEN
from models.types.sound_type import SoundType

_TERM = re.compile(r"(?:^|(?<=\s))(?P<no>-?)type:(?P<values>\S+)", re.IGNORECASE)
_NAMED = {kind.value: kind for kind in SoundType}


def filtered_types(typed: str) -> frozenset[SoundType]:
    """Return the types that a search filters by; empty if none, or by more than one term."""
    terms = list(_TERM.finditer(typed))
    if len(terms) != 1 or terms[0]["no"]:
        return frozenset()
    values = [_NAMED.get(value) for value in terms[0]["values"].lower().split(BETWEEN)]
    return frozenset() if None in values else frozenset(kind for kind in values if kind)


def without_types(typed: str) -> str:
    """Return the search without its `type:` terms; those that exclude a type stay."""
    kept = _TERM.sub(lambda match: match[0] if match["no"] else "", typed)
    return typed if kept == typed else " ".join(kept.split())


def toggle_type(typed: str, kind: SoundType) -> str:
    """Return the search with this type added to those it filters by, or removed from them."""
    wanted = filtered_types(typed) ^ {kind}
    rest = " ".join(_TERM.sub("", typed).split())
    values = BETWEEN.join(one.value for one in SoundType if one in wanted)
    return f"{rest} type:{values}".strip() if values else rest
