"""A setting: its key in `config.toml`, and its valid values.

Not here: the settings themselves (`models/state/settings.py`), their words on the screen
(`ui/text/settings.py`), the file (`actors/config`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import Field, dataclass, field, replace
from enum import Enum
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Protocol, TypeVar, cast

from models.audio.output_config import pair

ROW = "row"
"""Key of `field(metadata=…)` that holds the rows of a field of `Settings`."""
_PAIR = re.compile(r"([1-9][0-9]?)-([1-9][0-9]?)")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
Record = TypeVar("Record")


class InvalidSetting(ValueError):
    """A value of the file is invalid; the message says what is valid."""


class Kind(Protocol):
    """Type and range of a setting."""

    def read(self, value: object) -> object:
        """Return the setting of a TOML value.

        Raises:
            InvalidSetting: It is of another type, or out of range.
        """
        ...

    def write(self, setting: object) -> object:
        """Return the TOML value of a setting."""
        ...

    def fit(self, setting: object) -> object:
        """Return the nearest valid value."""
        ...


class _Plain:
    """A kind whose values are the same in TOML, without a range."""

    def write(self, setting: object) -> object:
        return setting

    def fit(self, setting: object) -> object:
        return setting


class Switch(_Plain):
    """On or off."""

    def read(self, value: object) -> object:
        """Return the setting of a TOML value."""
        if not isinstance(value, bool):
            raise InvalidSetting("must be true or false")
        return value


class Text(_Plain):
    """Any text, stripped."""

    def read(self, value: object) -> object:
        """Return the setting of a TOML value."""
        if not isinstance(value, str):
            raise InvalidSetting("must be a text")
        return value

    def fit(self, setting: object) -> object:
        """Return the text, stripped."""
        return cast("str", setting).strip()


@dataclass(frozen=True, slots=True)
class Texts(_Plain):
    """A list of texts, without repetitions."""

    most: int
    """Those beyond it are dropped."""

    def read(self, value: object) -> object:
        """Return the setting of a TOML value."""
        texts = cast("list[object]", value) if isinstance(value, list) else None
        if texts is None or not all(isinstance(one, str) for one in texts):
            raise InvalidSetting("must be a list of texts")
        return self.fit(tuple(texts))

    def write(self, setting: object) -> object:
        """Return the TOML value of a setting."""
        return list(cast("tuple[str, ...]", setting))

    def fit(self, setting: object) -> object:
        """Return the first texts."""
        return tuple(dict.fromkeys(cast("tuple[str, ...]", setting)))[: self.most]


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a range, in the unit of the setting."""

    low: float
    high: float
    scale: float = 1.0
    """The TOML value is the setting times this: 1000 for seconds written as milliseconds."""

    def read(self, value: object) -> object:
        """Return the setting of a TOML value."""
        low, high = self.low * self.scale, self.high * self.scale
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not low <= cast("float", value) <= high:
            raise InvalidSetting(f"must be a number from {low:g} to {high:g}")
        return float(cast("float", value)) / self.scale

    def write(self, setting: object) -> object:
        """Return the TOML value of a setting."""
        number = cast("float", setting)
        return number if self.scale == 1 else round(number * self.scale, 3)

    def fit(self, setting: object) -> object:
        """Return the nearest valid value."""
        return min(max(self.low, cast("float", setting)), self.high)


@dataclass(frozen=True, slots=True)
class Whole:
    """An integer in a range."""

    low: int
    high: int
    unit: str = ""

    def read(self, value: object) -> object:
        """Return the setting of a TOML value."""
        whole = isinstance(value, int) and not isinstance(value, bool)
        if not whole or not self.low <= cast("int", value) <= self.high:
            unit = f" of {self.unit}" if self.unit else ""
            raise InvalidSetting(f"must be a whole number{unit} from {self.low} to {self.high}")
        return value

    def write(self, setting: object) -> object:
        """Return the TOML value of a setting."""
        return setting

    def fit(self, setting: object) -> object:
        """Return the nearest valid value; `None`: the default of the system."""
        return setting if setting is None else min(max(self.low, cast("int", setting)), self.high)


@dataclass(frozen=True, slots=True)
class OneOf(_Plain):
    """A member of an enumeration, by its value."""

    members: type[Enum]
    former: Mapping[str, Enum] = field(default_factory=lambda: MappingProxyType({}))
    """Values of earlier versions."""

    def read(self, value: object) -> object:
        """Return the setting of a TOML value, also of an earlier version."""
        if isinstance(value, str) and value in self.former:
            return self.former[value]
        try:
            return self.members(value)
        except ValueError:
            values = ", ".join(str(member.value) for member in self.members)
            raise InvalidSetting(f"must be one of: {values}") from None

    def write(self, setting: object) -> object:
        """Return the TOML value of a setting."""
        return cast("Enum", setting).value


@dataclass(frozen=True, slots=True)
class Several(_Plain):
    """Any members of an enumeration, by their values."""

    members: type[Enum]

    def read(self, value: object) -> object:
        """Return the setting of a TOML value."""
        one = OneOf(self.members)
        if not isinstance(value, list):
            raise InvalidSetting("must be a list")
        return frozenset(one.read(item) for item in cast("list[object]", value))

    def write(self, setting: object) -> object:
        """Return the TOML value of a setting, in the order of the enumeration."""
        chosen = cast("frozenset[Enum]", setting)
        return [member.value for member in self.members if member in chosen]


@dataclass(frozen=True, slots=True)
class Percent:
    """A whole percentage in a range, or `"system"`."""

    low: int
    high: int

    def read(self, value: object) -> object:
        """Return the setting of a TOML value; `None`: as the system says."""
        if value == "system":
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise InvalidSetting(f'must be "system" or a number from {self.low} to {self.high}')
        return Whole(self.low, self.high, "percent").read(round(value))

    def write(self, setting: object) -> object:
        """Return the TOML value of a setting."""
        return "system" if setting is None else setting

    def fit(self, setting: object) -> object:
        """Return the nearest valid value; `None`: as the system says."""
        if setting is None:
            return None
        return min(max(self.low, round(cast("float", setting))), self.high)


class ChannelPair(_Plain):
    """Two adjacent channels, by the first one: `3-4` is 3."""

    def read(self, value: object) -> object:
        """Return the setting of a TOML value."""
        found = _PAIR.fullmatch(value) if isinstance(value, str) else None
        if found is None or int(found[1]) % 2 == 0 or int(found[2]) != int(found[1]) + 1:
            raise InvalidSetting('must be two channels such as "1-2" or "3-4"')
        return int(found[1])

    def write(self, setting: object) -> object:
        """Return the TOML value of a setting."""
        return pair(cast("int", setting))


class Colours(_Plain):
    """A table of colours by role."""

    def read(self, value: object) -> object:
        """Return the setting of a TOML value."""
        found = _table(value, "names and colours")
        for name, code in found.items():
            if not isinstance(code, str) or not _COLOUR.fullmatch(code):
                raise InvalidSetting(f"“{name}” must be a colour such as #FFB454")
        return MappingProxyType(found)

    def write(self, setting: object) -> object:
        """Return the TOML value of a setting."""
        return dict(cast("Mapping[str, str]", setting))


class Keys(_Plain):
    """A table of keys by command."""

    def read(self, value: object) -> object:
        """Return the setting of a TOML value."""
        found = _table(value, "names and keys")
        return MappingProxyType({name: _strokes(name, keys) for name, keys in found.items()})

    def write(self, setting: object) -> object:
        """Return the TOML value of a setting."""
        return {
            name: strokes[0] if len(strokes) == 1 else list(strokes)
            for name, strokes in cast("Mapping[str, tuple[str, ...]]", setting).items()
        }


def _table(value: object, content: str) -> dict[str, object]:
    if not isinstance(value, Mapping):
        raise InvalidSetting(f"must be a table of {content}")
    return {str(name): part for name, part in cast("Mapping[object, object]", value).items()}


def _strokes(name: str, keys: object) -> tuple[str, ...]:
    if isinstance(keys, str):
        return (keys,)
    if isinstance(keys, list) and all(isinstance(key, str) for key in cast("list[object]", keys)):
        return tuple(cast("list[str]", keys))
    raise InvalidSetting(f"“{name}” must be a key, or a list of keys")


@dataclass(frozen=True, slots=True)
class Former:
    """A key of earlier versions, in the table of its present key."""

    key: str
    switch: tuple[str, str] | None = None
    """If it was a switch: present values for off and on; `None`: values are unchanged."""

    def now(self, value: object) -> object:
        """Return the present value for a value of the former key.

        Raises:
            InvalidSetting: It was a switch, and the value is not one.
        """
        return value if self.switch is None else self.switch[cast("bool", Switch().read(value))]


@dataclass(frozen=True, slots=True)
class Setting:
    """A row of the table: one key of `config.toml`."""

    toml: str
    """Path in the file: `waveform.snap`; without a dot outside of tables."""
    kind: Kind
    example: object
    """A TOML value other than the default, for README."""
    comment: str = ""
    """Description in README."""
    former: tuple[Former, ...] = ()
    part: str = ""
    """Field of the record that holds it."""
    name: str = ""
    """Field of `Settings`, or `route.rate` for a part of a record; filled in by `collect_rows`."""

    @property
    def table(self) -> str:
        """Its table in `config.toml`; empty: none."""
        return self.toml.rpartition(".")[0]

    @property
    def key(self) -> str:
        """Its key in the table."""
        return self.toml.rpartition(".")[2]

    def of(self, settings: object) -> object:
        """Return its value in `settings`."""
        return attrgetter(self.name)(settings)

    def put(self, settings: Record, value: object) -> Record:
        """Return `settings` with another value, clamped to its range."""
        value = self.kind.fit(value)
        whole, _, part = self.name.partition(".")
        if part:
            value = replace(getattr(settings, whole), **{part: value})
        return cast("Record", replace(cast("Any", settings), **{whole: value}))


def declare(*rows: Setting) -> Mapping[str, tuple[Setting, ...]]:
    """Return the metadata of a field of `Settings`; several rows if its value is a record."""
    return MappingProxyType({ROW: rows})


def collect_rows(fields: Iterable[Field[Any]]) -> tuple[Setting, ...]:
    """Return all rows of a dataclass, in order, with their names."""
    return tuple(
        replace(row, name=f"{one.name}.{row.part}" if row.part else one.name)
        for one in fields
        for row in one.metadata[ROW]
    )
