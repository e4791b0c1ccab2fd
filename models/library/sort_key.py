"""Natural sort order of names: `kick 2` before `kick 10`, case-insensitive.

Keys are stored as text and sort correctly under any plain comparison.
"""

from __future__ import annotations

import os
import re

from models.library.file_name import printable
from models.library.text_folding import fold_case

BEFORE_ALL = "\x01"
"""Separator of name parts; less than any character that `file_name.printable` emits."""
_NUMBER = re.compile(r"[0-9]+")


def natural_key(name: str) -> str:
    """Return a key that sorts the numbers in `name` by value.

    Each number is prefixed with its digit count, as two digits, so that shorter numbers sort first;
    beyond 99 digits numbers compare as text.
    """
    return _NUMBER.sub(_counted, fold_case(name))


def file_key(name: bytes) -> str:
    """Return the sort key of a file name; `kick.wav` sorts before `kick 2.wav`."""
    stem, extension = os.path.splitext(printable(name))
    return f"{natural_key(stem)}{BEFORE_ALL}{natural_key(extension)}"


def folder_key(path: bytes) -> str:
    """Return the sort key of a folder; its contents sort before its siblings."""
    return BEFORE_ALL.join(natural_key(part) for part in printable(path).split("/"))


def _counted(match: re.Match[str]) -> str:
    digits = match[0].lstrip("0") or "0"
    return f"{min(len(digits), 99):02}{digits}"
