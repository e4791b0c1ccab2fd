"""JSON stored in the library, which may have any shape.

Another version wrote it, or somebody by hand: what does not fit counts as absent.
"""

from __future__ import annotations

import json
import math
from enum import Enum
from typing import TypeVar, cast

from models.library.file_name import decode_path

Kind = TypeVar("Kind", bound=Enum)
_LARGEST = 2**63 - 1
"""Largest integer of SQLite."""


def load_json(text: str) -> object:
    """Return the value that `text` stands for; `None` if it is not JSON."""
    try:
        return cast("object", json.loads(text))
    except (ValueError, RecursionError):
        return None


def as_text(value: object) -> str | None:
    """Return a text that can be encoded, else `None`."""
    if not isinstance(value, str) or any("\ud800" <= letter <= "\udfff" for letter in value):
        return None
    return value


def as_path(value: object) -> bytes | None:
    """Return the path that `encode_path` made `value` of, else `None`."""
    if not isinstance(value, str) or "\0" in value:
        return None
    try:
        return decode_path(value)
    except UnicodeEncodeError:
        return None


def as_paths(value: object) -> tuple[bytes, ...]:
    """Return the paths in a list; what is no path is left out."""
    entries = cast("list[object]", value) if isinstance(value, list) else []
    return tuple(path for entry in entries if (path := as_path(entry)) is not None)


def as_integer(value: object) -> int | None:
    """Return an integer that SQLite can hold, else `None`."""
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if -_LARGEST <= value <= _LARGEST else None


def as_number(value: object) -> float | None:
    """Return a finite number, else `None`."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    whole = as_integer(value)
    return None if whole is None else float(whole)


def as_member(kind: type[Kind], value: object) -> Kind | None:
    """Return the member of an enumeration with this value, else `None`."""
    if isinstance(value, str) or as_integer(value) is not None:
        return next((member for member in kind if member.value == value), None)
    return None


class Fields:
    """The fields of a stored object; any other value has none."""

    def __init__(self, value: object) -> None:
        self.plain = cast("dict[str, object]", value) if isinstance(value, dict) else {}

    def __getitem__(self, name: str) -> object:
        """Return a field; `None` if it is absent."""
        return self.plain.get(name)
