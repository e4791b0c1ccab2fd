"""Natural order of names: `kick 2` before `kick 10`, upper and lower case alike.

Orders are kept as text keys which any plain comparison sorts right.
"""

from __future__ import annotations

import os
import re

from models.library.file_name import text
from models.library.text_folding import folded

BEFORE_ALL = "\x01"
"""Parts names from one another; less than any character `naming.text` lets through."""
_NUMBER = re.compile(r"[0-9]+")


def natural(name: str) -> str:
    """Return a key that sorts the numbers in `name` by their value.

    Each number is preceded by the count of its digits, as two digits, so that
    the shorter number sorts first; of more than 99 digits only the text counts.
    """
    return _NUMBER.sub(_counted, folded(name))


def file_key(name: bytes) -> str:
    """Return the sort key of a file name; `kick.wav` sorts before `kick 2.wav`."""
    stem, extension = os.path.splitext(text(name))
    return f"{natural(stem)}{BEFORE_ALL}{natural(extension)}"


def folder_key(path: bytes) -> str:
    """Return the sort key of a folder; what is in it sorts before its neighbours."""
    return BEFORE_ALL.join(natural(part) for part in text(path).split("/"))


def _counted(match: re.Match[str]) -> str:
    digits = match[0].lstrip("0") or "0"
    return f"{min(len(digits), 99):02}{digits}"
