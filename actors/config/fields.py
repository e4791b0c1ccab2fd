"""Each choice, where it stands in `config.toml` and what it may be there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from operator import attrgetter
from types import MappingProxyType
from typing import TypeVar, cast

from models.audio.output_config import pair
from models.audio.playback_settings import LONGEST_FADE, SHORTEST_FADE
from models.audio.tempo import FASTEST, SLOWEST
from models.audio.units import Decibels, Hertz, Seconds
from models.state.log import LogLevel
from models.state.screen import Density
from models.state.settings import Settings
from models.waveform.columns import Channels
from models.waveform.snap import Snap

QUIETEST = -96.0
"""Decibels below which nothing is heard from 16 bits."""

SLOWEST_RATE, FASTEST_RATE = 8_000, 768_000
"""Hertz that a device may be opened at."""
PAIR = re.compile(r"([1-9][0-9]?)-([1-9][0-9]?)")
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")

Kind = TypeVar("Kind", bound=Enum)


class Wrong(ValueError):
    """A value of the file cannot be; the text says what it must be."""


@dataclass(frozen=True, slots=True)
class Field:
    """One choice."""

    table: str
    """Empty: above all tables."""
    key: str
    name: str
    """Of the field of `Settings`; of a part of one: `route.rate`."""
    read: Callable[[object], object]
    """Returns the choice; raises `Wrong`."""
    write: Callable[[object], object]
    """Returns what TOML can hold."""

    @property
    def place(self) -> str:
        """Where it stands, for a person: `waveform.snap`."""
        return f"{self.table}.{self.key}" if self.table else self.key

    def of(self, settings: Settings) -> object:
        """Return the choice."""
        return attrgetter(self.name)(settings)

    def put(self, settings: Settings, choice: object) -> Settings:
        """Return the settings with another choice."""
        whole, _, part = self.name.partition(".")
        if part:
            choice = replace(getattr(settings, whole), **{part: choice})
        return replace(settings, **{whole: choice})  # type: ignore[arg-type]  # by name


def _same(value: object) -> object:
    return value


def _whole(low: int, high: int) -> Callable[[object], object]:
    def read(value: object) -> object:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise Wrong(f"must be a whole number from {low} to {high}")
        return value

    return read


def _text(value: object) -> object:
    if not isinstance(value, str):
        raise Wrong("must be a text")
    return value


def _truth(value: object) -> object:
    if not isinstance(value, bool):
        raise Wrong("must be true or false")
    return value


def _number(low: float, high: float) -> Callable[[object], object]:
    def read(value: object) -> object:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not low <= cast("float", value) <= high:
            raise Wrong(f"must be a number from {low:g} to {high:g}")
        return float(cast("float", value))

    return read


def _one_of(kind: type[Kind]) -> Callable[[object], object]:
    def read(value: object) -> object:
        try:
            return kind(value)
        except ValueError:
            raise Wrong(f"must be one of: {', '.join(str(one.value) for one in kind)}") from None

    return read


def _value(choice: object) -> object:
    return cast("Enum", choice).value


def _keys(value: object) -> object:
    if not isinstance(value, dict):
        raise Wrong("must be a table of names and keys")
    found = {
        str(name): _strokes(str(name), keys)
        for name, keys in cast("dict[object, object]", value).items()
    }
    return MappingProxyType(found)


def _colours(value: object) -> object:
    if not isinstance(value, dict):
        raise Wrong("must be a table of names and colours")
    found = {str(name): code for name, code in cast("dict[object, object]", value).items()}
    for name, code in found.items():
        if not isinstance(code, str) or not COLOUR.fullmatch(code):
            raise Wrong(f"“{name}” must be a colour such as #FFB454")
    return MappingProxyType(found)


def _table(choice: object) -> object:
    return dict(cast("Mapping[str, object]", choice))


def _strokes(name: str, keys: object) -> tuple[str, ...]:
    if isinstance(keys, str):
        return (keys,)
    if isinstance(keys, list) and all(isinstance(key, str) for key in cast("list[object]", keys)):
        return tuple(cast("list[str]", keys))
    raise Wrong(f"“{name}” must be a key, or a list of keys")


def _plain(keys: object) -> object:
    return {
        name: written[0] if len(written) == 1 else list(written)
        for name, written in cast("Mapping[str, tuple[str, ...]]", keys).items()
    }


def _decibels(value: object) -> object:
    return Decibels(cast("float", _number(QUIETEST, 0.0)(value)))


def _rate(value: object) -> object:
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not whole or not SLOWEST_RATE <= cast("int", value) <= FASTEST_RATE:
        raise Wrong(f"must be a whole number of Hertz from {SLOWEST_RATE} to {FASTEST_RATE}")
    return Hertz(cast("int", value))


def _pair(value: object) -> object:
    found = PAIR.fullmatch(value) if isinstance(value, str) else None
    if found is None or int(found[1]) % 2 == 0 or int(found[2]) != int(found[1]) + 1:
        raise Wrong('must be two channels such as "1-2" or "3-4"')
    return int(found[1])


def _fade(value: object) -> object:
    milliseconds = _number(SHORTEST_FADE * 1000, LONGEST_FADE * 1000)(value)
    return Seconds(cast("float", milliseconds) / 1000)


FIELDS = (
    Field("", "density", "density", _one_of(Density), _value),
    Field("", "audition", "audition", _truth, _same),
    Field("audio", "volume", "volume", _decibels, _same),
    Field("audio", "normalise", "listening.normalise", _truth, _same),
    Field(
        "audio", "fade", "listening.fade", _fade, lambda fade: round(cast("float", fade) * 1e3, 3)
    ),
    Field("audio", "mono", "listening.mono", _truth, _same),
    Field("audio", "loudest", "listening.loudest", _truth, _same),
    Field("audio_output", "host", "route.host", _text, _same),
    Field("audio_output", "device", "route.device", _text, _same),
    Field("audio_output", "sample_rate", "route.rate", _rate, _same),
    Field("audio_output", "buffer_size", "route.buffer", _whole(16, 8192), _same),
    Field("audio_output", "channels", "route.first", _pair, lambda first: pair(cast("int", first))),
    Field("waveform", "channels", "channels", _one_of(Channels), _value),
    Field("waveform", "follow", "follow", _truth, _same),
    Field("waveform", "beats", "beats", _truth, _same),
    Field("waveform", "tempo", "tempo", _number(SLOWEST, FASTEST), _same),
    Field("waveform", "snap", "snap", _one_of(Snap), _value),
    Field("similarity", "model", "model", _text, _same),
    Field("files", "trash_folder", "trash", _text, _same),
    Field("files", "clips_folder", "clips", _text, _same),
    Field("", "log", "log", _one_of(LogLevel), _value),
    Field("", "theme", "theme", _colours, _table),
    Field("", "keys", "keys", _keys, _plain),
)
