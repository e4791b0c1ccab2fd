"""Profiles from parsed TOML; an error names the key, what it is, and what is wanted."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import TypeVar

from models.library.export.name_template import template_error
from models.library.export.profile import (
    CHUNKS,
    SHORTEST,
    Limits,
    NameRules,
    Profile,
    Sound,
)
from models.library.export.settings import QUIETEST, RATES, Container, Depth, Layout

Value = TypeVar("Value")
Kind = TypeVar("Kind", bound=Enum)

Reader = tuple[str, Callable[[object], Value | None]]
"""What is wanted, in words; and what returns the value, or `None` if it is of another kind."""

_MOST = 1 << 50


class InvalidProfile(Exception):
    """A profile that cannot be used; the message says which key, and why."""


class _Table:
    """A table of a profile, whose keys are taken one by one."""

    def __init__(self, plain: object, place: str = "") -> None:
        if not isinstance(plain, Mapping):
            raise InvalidProfile(f"{place.rstrip('.')}: a table is wanted, not {plain!r}")
        self._left, self._place = dict(plain), place

    def take(self, key: str, reader: Reader[Value], usual: Value) -> Value:
        """Return the value of a key.

        Args:
            key: Its name.
            reader: What is wanted, and what reads it.
            usual: Value if the key is absent.

        Raises:
            InvalidProfile: It is of another kind.
        """
        if key not in self._left:
            return usual
        given = self._left.pop(key)
        wanted, read = reader
        found = read(given)
        if found is None:
            raise InvalidProfile(f"{self._place}{key}: {wanted} is wanted, not {given!r}")
        return found

    def table(self, key: str) -> _Table:
        """Return a table within this one; empty if it is absent."""
        return _Table(self._left.pop(key, {}), f"{key}.")

    def end(self) -> None:
        """Check that nothing is left.

        Raises:
            InvalidProfile: There is an unknown key.
        """
        if self._left:
            raise InvalidProfile(f"{self._place}{next(iter(self._left))}: there is no such key")


def parse_profile(name: str, plain: Mapping[str, object], *, own: bool = False) -> Profile:
    """Return a profile.

    Args:
        name: Stem of its file.
        plain: The parsed file.
        own: Whether the user wrote it.

    Raises:
        InvalidProfile: A key is unknown or has no valid value.
    """
    table = _Table(plain)
    title = table.take("title", _TEXT, name)
    none: tuple[str, ...] = ()
    sources = table.take("sources", _TEXTS, none)
    unsure = table.take("unsure", _TEXTS, none)
    note = table.take("note", _TEXT, "")
    sound = _sound(table.table("audio"))
    named = table.table("names")
    template = named.take("template", _TEMPLATE, "{name}")
    names = _names(named)
    folders = table.table("folder")
    folder = folders.take("path", _FOLDER, "")
    folders.end()
    limits = _limits(table.table("limits"))
    kept = table.table("chunks")
    every: tuple[str, ...] = CHUNKS
    chunks = kept.take("keep", _CHUNKS, every)
    kept.end()
    table.end()
    return Profile(
        name,
        title,
        sources,
        unsure,
        note,
        own,
        sound,
        template,
        names,
        folder,
        limits,
        None if chunks == CHUNKS else chunks,
    )


def _sound(table: _Table) -> Sound:
    usual = Sound()
    found = Sound(
        table.take("container", _one_of(Container, "wav", "aiff", "flac"), usual.container),
        table.take("rates", _RATES, usual.rates),
        table.take("depths", _some_of(Depth, "16", "24", "32f"), usual.depths),
        table.take("channels", _some_of(Layout, "mono", "stereo"), usual.layouts),
        table.take("peak", _PEAK, usual.peak),
    )
    table.end()
    if found.container is Container.FLAC and Depth.FLOAT in found.depths:
        raise InvalidProfile("audio.depths: FLAC holds no floating point")
    return found


def _names(table: _Table) -> NameRules:
    usual = NameRules()
    found = NameRules(
        table.take("length", _number(SHORTEST), usual.length),
        table.take("letters", _LETTERS, usual.letters),
        table.take("case", _CASE, usual.case),
        table.take("digits", _number(1, 9), usual.digits),
        table.take("first", _number(0, 1_000_000), usual.first),
    )
    table.end()
    return found


def _limits(table: _Table) -> Limits:
    found = Limits(
        table.take("count", _number(1), 0),
        table.take("seconds", _SECONDS, 0.0),
        table.take("bytes", _number(1), 0),
        table.take("total_seconds", _SECONDS, 0.0),
        table.take("total_bytes", _number(1), 0),
        table.take("path", _number(16), 0),
    )
    table.end()
    return found


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _texts(value: object) -> tuple[str, ...] | None:
    if isinstance(value, Sequence) and all(isinstance(one, str) and one for one in value):
        return None if isinstance(value, str) else tuple(value)
    return None


def _template(value: object) -> str | None:
    return value if isinstance(value, str) and not template_error(value) else None


def _folder(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    parts = value.split("/")
    plain = all(part.strip(" .") and "\\" not in part for part in parts)
    return value if plain and not any(map(template_error, parts)) else None


def _rates(value: object) -> tuple[int, ...] | None:
    if not isinstance(value, list) or not value:
        return None
    valid = all(type(one) is int and one in RATES for one in value)
    return tuple(value) if valid else None


def _peak(value: object) -> float | None:
    valid = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if valid and QUIETEST <= value <= 0 else None  # type: ignore[operator,arg-type] # a number


def _letters(value: object) -> str | None:
    if not isinstance(value, str) or "[" in value or "]" in value or "\\" in value:
        return None
    if not value or value.startswith("^"):
        return None
    try:
        allowed = re.compile(f"[{value}]")
    except re.error:
        return None
    return value if all(allowed.fullmatch(digit) for digit in "0123456789") else None


def _case(value: object) -> str | None:
    return value if isinstance(value, str) and value in {"keep", "upper", "lower"} else None


def _seconds(value: object) -> float | None:
    valid = isinstance(value, int | float) and not isinstance(value, bool)
    if not valid or not math.isfinite(value) or not 0 < value < _MOST:  # type: ignore[arg-type,operator] # a number
        return None
    return float(value)  # type: ignore[arg-type] # a number


def _chunks(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(one in CHUNKS for one in value):
        return None
    return tuple(value)


def _number(least: int, most: int = _MOST) -> Reader[int]:
    def read(value: object) -> int | None:
        return value if type(value) is int and least <= value <= most else None

    return f"a whole number from {least}" + (f" to {most}" if most < _MOST else ""), read


def _one_of(kind: type[Kind], *words: str) -> Reader[Kind]:
    def read(value: object) -> Kind | None:
        return kind(value) if isinstance(value, str) and value in words else None

    return f"one of {', '.join(words)}", read


def _some_of(kind: type[Kind], *words: str) -> Reader[tuple[Kind, ...]]:
    def read(value: object) -> tuple[Kind, ...] | None:
        if not isinstance(value, list) or not value:
            return None
        if not all(isinstance(one, str) and one in words for one in value):
            return None
        return tuple(kind(word) for word in words if word in value)

    return f"a list of {', '.join(words)}", read


_TEXT: Reader[str] = ("a text", _text)
_TEXTS: Reader[tuple[str, ...]] = ("a list of texts", _texts)
_TEMPLATE: Reader[str] = ('a template such as "{index} {name}"', _template)
_FOLDER: Reader[str] = ('a path below the destination such as "SAMPLES/{collection}"', _folder)
_RATES: Reader[tuple[int, ...]] = ("a list of sample rates in hertz", _rates)
_PEAK: Reader[float] = ("a number of decibels from -60 to 0", _peak)
_LETTERS: Reader[str] = ('a character class with the digits, such as "A-Za-z0-9 _-"', _letters)
_CASE: Reader[str] = ("one of keep, upper, lower", _case)
_SECONDS: Reader[float] = ("a number of seconds above 0", _seconds)
_CHUNKS: Reader[tuple[str, ...]] = (
    'a list of smpl, "cue ", inst, acid, bext, iXML, LIST, "id3 "',
    _chunks,
)
