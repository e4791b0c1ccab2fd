"""Names of exported files from a template such as `{index} {name}`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from models.library.name_fields import field_error, fill_fields, index_digits

LONGEST = 200
"""Bytes of a stem in UTF-8; with a number and an extension it stays below the limit of 255."""
FIELDS = ("name", "folder", "source", "collection", "bpm", "key", "ext")
"""Fields of templates, beside those that count; see `models.library.name_fields`."""
_FORBIDDEN = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]')
"""Characters not allowed in file names on Windows or any other system; exports are portable."""
_DEVICE = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9¹²³])(?![^ .])", re.IGNORECASE)
"""Device names reserved by Windows, whatever follows their first dot.

Source: Microsoft, "Naming Files, Paths, and Namespaces".
"""
_ENDING = ".{ext}"
_CONTINUING = range(0x80, 0xC0)
"""UTF-8 continuation bytes."""


@dataclass(frozen=True, slots=True)
class TemplateFields:
    """Values of the template fields for one sample."""

    name: str
    """File name without extension; undecodable bytes as surrogates (PEP 383)."""
    folder: str
    """Name of its folder."""
    source: str
    collection: str
    ext: str = ""
    """Extension of the original, without the dot."""
    bpm: str = ""
    """Tempo in beats per minute; empty: unknown."""
    key: str = ""
    """Such as `F# min`; empty: unknown."""


class Names:
    """Set of assigned names, unique on every file system."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}

    def reserve(self, name: str) -> None:
        """Reserve a name."""
        self._taken.add(comparison_key(name))

    def is_taken(self, name: str) -> bool:
        """Return whether a name is reserved."""
        return comparison_key(name) in self._taken

    def free_names(self, stem: str, ending: str) -> Iterator[str]:
        """Yield the free names among `stem` with `ending`, then ` (2)`, ` (3)`, … endlessly."""
        key = comparison_key(stem + ending)
        number, skipping = self._last.get(key, 1), True
        while True:
            name = f"{stem} ({number}){ending}" if number > 1 else f"{stem}{ending}"
            if not self.is_taken(name):
                skipping = False
                yield name
            elif skipping:  # names are never released, so the next search starts here
                self._last[key] = number
            number += 1


def template_error(template: str) -> str:
    """Return why a template is invalid, or an empty string."""
    return field_error(template, FIELDS)


def format_stems(
    template: str, members: Sequence[TemplateFields], *, digits: int = 0, first: int = 1
) -> list[str]:
    """Return a stem for each member; safe on every file system, but not necessarily unique.

    The extension is appended later; a trailing `.{ext}` in the template is ignored.

    Args:
        template: File name template.
        members: In order.
        digits: Digits of the index; 0: as many as are needed, two at least.
        first: Index of the first one.
    """
    digits = digits or index_digits(first + len(members) - 1)
    template = template.strip().removesuffix(_ENDING)
    filled = (_filled(template, *one, digits) for one in zip(members, count(first), strict=False))
    return [safe_stem(stem) for stem in filled]


def is_device(stem: str) -> bool:
    """Return whether Windows reserves a name for a device."""
    return _DEVICE.match(stem) is not None


def comparison_key(name: str) -> str:
    """Return the comparison key of a name: some file systems ignore case or normalise to NFC."""
    return unicodedata.normalize("NFC", name).casefold()


def truncate_stem(stem: str) -> str:
    """Return `stem` cut at a character boundary to fit a number and an extension."""
    encoded = stem.encode("utf-8", "surrogatepass")
    if len(encoded) <= LONGEST:
        return stem
    cut = LONGEST
    while encoded[cut] in _CONTINUING:
        cut -= 1
    return encoded[:cut].decode("utf-8", "surrogatepass")


def _filled(template: str, one: TemplateFields, number: int, digits: int) -> str:
    values: Mapping[str, str] = {
        "name": one.name,
        "folder": one.folder,
        "source": one.source,
        "collection": one.collection,
        "ext": one.ext,
        "bpm": one.bpm,
        "key": one.key,
    }
    return fill_fields(template, values, number, digits)


def safe_stem(stem: str) -> str:
    """Return a stem that every file system takes; never empty."""
    stem = truncate_stem(_FORBIDDEN.sub("_", stem).lstrip(" .")).rstrip(" .") or "sample"
    return f"_{stem}" if is_device(stem) else stem
