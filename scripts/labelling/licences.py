"""Licences of single files of unpacked Debian packages, from their `copyright` files.

Source of the format: Debian, "Machine-readable debian/copyright file" 1.0 (DEP-5): paragraphs with
`Files:` patterns and a `License:`; the last that matches a file counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

_FREE = re.compile(
    r"cc0|cc-0|public-domain|pd\b|mit\b|expat|bsd|zlib|isc\b|x11|wtfpl|unlicense|cc-by-[234]",
    re.IGNORECASE,
)
"""Licences from whose sounds weights may be derived and shipped with attribution."""
_FILES = re.compile(r"^Files:(?P<files>.*(?:\n[ \t]+.*)*)", re.MULTILINE)
_LICENCE = re.compile(r"^License:[ \t]*(?P<name>.*)$", re.MULTILINE)
DEEP = 3
"""Trailing components of a pattern that are compared, as packages install trees elsewhere."""


@dataclass(frozen=True, slots=True)
class _Paragraph:
    patterns: tuple[str, ...]
    free: bool


class Licences:
    """Licences of the files of one package."""

    def __init__(self, package: Path) -> None:
        """Read the `copyright` file of an unpacked package; without one nothing is free."""
        self._paragraphs: list[_Paragraph] = []
        for path in sorted(package.glob("usr/share/doc/*/copyright")):
            for text in re.split(r"\n\s*\n", path.read_text(errors="replace")):
                files, licence = _FILES.search(text), _LICENCE.search(text)
                if files and licence:
                    any_of = re.split(r"\s+or\s+", licence["name"].strip())
                    free = any(_FREE.match(one) and " and " not in one for one in any_of)
                    patterns = tuple(files["files"].split())
                    self._paragraphs.append(_Paragraph(patterns, free))

    def is_free(self, path: Path) -> bool:
        """Return whether a file is under a licence of `_FREE`; a general pattern is not enough."""
        found = False
        for paragraph in self._paragraphs:
            if any(_matches(path, pattern) for pattern in paragraph.patterns):
                found = paragraph.free
        return found


def _matches(path: Path, pattern: str) -> bool:
    """Return whether the ends of path and pattern agree; `*` alone matches nothing."""
    parts = pattern.strip("/").split("/")[-DEEP:]
    if parts[-1] == "*" and len(parts) == 1:
        return False
    if parts[-1] == "*":  # any depth below the folder
        folder = "/".join(parts[:-1])
        return any(
            fnmatch("/".join(parent.parts[-len(parts) + 1 :]), folder) for parent in path.parents
        )
    return fnmatch("/".join(path.parts[-len(parts) :]), "/".join(parts))
