"""Names of exported files, from a template such as `{index} {name}`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

LONGEST = 120
"""Characters of a stem; with four bytes each below what file systems allow (255 bytes), twice."""
_TOKEN = re.compile(r"\{([^{}]*)\}")
_FORBIDDEN = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]')
"""Not allowed in file names of Windows, or of any system; exports travel."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a template may speak of."""

    name: str
    """The file name without its ending; undecodable bytes as PEP 383 has them."""
    folder: str
    """The name of the folder it lies in."""
    source: str
    collection: str


TOKENS = ("name", "index", "folder", "source", "collection")


def problem(template: str) -> str:
    """Return why a template cannot be, or an empty text."""
    if not template.strip():
        return "the name is empty"
    for token in _TOKEN.findall(template):
        if token not in TOKENS:
            known = ", ".join(f"{{{one}}}" for one in TOKENS)
            return f"there is no {{{token}}}; there are {known}"
    if "{" in _TOKEN.sub("", template) or "}" in _TOKEN.sub("", template):
        return "a { or } has no partner"
    return ""


def stems(template: str, members: Sequence[Named]) -> list[str]:
    """Return a stem for each member; safe on every system, but perhaps not unique."""
    digits = max(2, len(str(len(members))))
    return [_safe(_filled(template, one, number, digits)) for number, one in enumerate(members, 1)]


def unique(stem: str, ending: str, taken: Collection[str]) -> str:
    """Return `stem` with `ending` and, if that is taken, a number; `taken` holds `folded` names."""
    name, number = f"{stem}{ending}", 1
    while folded(name) in taken:
        number += 1
        name = f"{stem} ({number}){ending}"
    return name


def nth(stem: str, ending: str, taken: Collection[str], tries: int) -> str:
    """Return what `unique` returns once all earlier tries were taken, too; `tries` begins at 1."""
    held = set(taken)
    name = unique(stem, ending, held)
    for _ in range(tries - 1):
        held.add(folded(name))
        name = unique(stem, ending, held)
    return name


def folded(name: str) -> str:
    """Return what names must not share: some systems know no upper case, and compose letters."""
    return unicodedata.normalize("NFC", name).casefold()


def _filled(template: str, one: Named, number: int, digits: int) -> str:
    values: Mapping[str, str] = {
        "name": one.name,
        "index": f"{number:0{digits}}",
        "folder": one.folder,
        "source": one.source,
        "collection": one.collection,
    }
    return _TOKEN.sub(lambda match: values.get(match[1], match[0]), template)


def _safe(stem: str) -> str:
    stem = _FORBIDDEN.sub("_", stem)[:LONGEST].strip(" .")
    return stem or "sample"
