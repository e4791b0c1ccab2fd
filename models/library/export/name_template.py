"""Names of exported files, from a template such as `{index} {name}`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

LONGEST = 200
"""Bytes of a stem in UTF-8: with a number and an ending it stays below the 255 of file systems."""
TOKENS = ("name", "index", "folder", "source", "collection", "ext")
_TOKEN = re.compile(r"\{([^{}]*)\}")
_FORBIDDEN = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]')
"""Not allowed in file names of Windows, or of any system; exports travel."""
_DEVICE = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³])(?![^ .])", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever follows their first dot.

Source: Microsoft, "Naming Files, Paths, and Namespaces".
"""
_ENDING = ".{ext}"
_CONTINUING = range(0x80, 0xC0)
"""Bytes of UTF-8 that do not begin a character."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a template may speak of."""

    name: str
    """The file name without its ending; undecodable bytes as PEP 383 has them."""
    folder: str
    """The name of the folder it lies in."""
    source: str
    collection: str
    ext: str = ""
    """The ending of the original, without its dot."""


class Names:
    """The names that were given out; no two are the same on any system."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}

    def take(self, name: str) -> None:
        """Give a name out."""
        self._taken.add(folded(name))

    def is_taken(self, name: str) -> bool:
        """Tell whether it was given out."""
        return folded(name) in self._taken

    def offers(self, stem: str, ending: str) -> Iterator[str]:
        """Yield `stem` with `ending`, then ` (2)`, ` (3)`, … without end; only free ones."""
        key = folded(stem + ending)
        number, skipping = self._last.get(key, 1), True
        while True:
            name = f"{stem} ({number}){ending}" if number > 1 else f"{stem}{ending}"
            if not self.is_taken(name):
                skipping = False
                yield name
            elif skipping:  # nothing is given back, so the next one need not look here again
                self._last[key] = number
            number += 1


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
    """Return a stem for each member; safe on every system, but perhaps not unique.

    The ending follows by itself; a template that ends with `.{ext}` means the same.
    """
    digits = max(2, len(str(len(members))))
    template = template.strip().removesuffix(_ENDING)
    return [_safe(_filled(template, one, number, digits)) for number, one in enumerate(members, 1)]


def folded(name: str) -> str:
    """Return what names must not share: some systems know no upper case, and compose letters."""
    return unicodedata.normalize("NFC", name).casefold()


def shortened(stem: str) -> str:
    """Return as many whole characters as fit a file name with a number and an ending."""
    encoded = stem.encode("utf-8", "surrogatepass")
    if len(encoded) <= LONGEST:
        return stem
    cut = LONGEST
    while encoded[cut] in _CONTINUING:
        cut -= 1
    return encoded[:cut].decode("utf-8", "surrogatepass")


def _filled(template: str, one: Named, number: int, digits: int) -> str:
    values: Mapping[str, str] = {
        "name": one.name,
        "index": f"{number:0{digits}}",
        "folder": one.folder,
        "source": one.source,
        "collection": one.collection,
        "ext": one.ext,
    }
    return _TOKEN.sub(lambda match: values.get(match[1], match[0]), template)


def _safe(stem: str) -> str:
    stem = shortened(_FORBIDDEN.sub("_", stem).lstrip(" .")).rstrip(" .") or "sample"
    return f"_{stem}" if _DEVICE.match(stem) else stem
