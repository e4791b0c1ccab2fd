"""One setting: its key in `config.toml`, and what its value may be there.

Not here: which settings there are (`models/state/settings.py`), their words on the screen
(`ui/text/settings.py`), the file itself (`actors/config`).
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
"""Key of `field(metadata=…)` under which a field of `Settings` keeps its rows."""
_PAIR = re.compile(r"([1-9][0-9]?)-([1-9][0-9]?)")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
Record = TypeVar("Record")


class InvalidSetting(ValueError):
    """A value of the file is refused; the text says what it must be."""


class Kind(Protocol):
    """What the value of a setting may be."""

    def read(self, value: object) -> object:
        """Return the setting for a value of TOML.

        Raises:
            InvalidSetting: it is of another type, or out of its bounds.
        """
        ...

    def write(self, setting: object) -> object:
        """Return the value that TOML holds for a setting."""
        ...

    def fit(self, setting: object) -> object:
        """Return the nearest setting inside of the bounds."""
        ...


class _Plain:
    """A kind whose values are the same in TOML, and have no bounds."""

    def write(self, setting: object) -> object:
        return setting

    def fit(self, setting: object) -> object:
        return setting


class Switch(_Plain):
    """On or off."""

    def read(self, value: object) -> object:
        """Return the setting for a value of TOML."""
        if not isinstance(value, bool):
            raise InvalidSetting("must be true or false")
        return value


class Text(_Plain):
    """Any text; blanks around it do not count."""

    def read(self, value: object) -> object:
        """Return the setting for a value of TOML."""
        if not isinstance(value, str):
            raise InvalidSetting("must be a text")
        return value

    def fit(self, setting: object) -> object:
        """Return it without blanks around it."""
        return cast("str", setting).strip()


@dataclass(frozen=True, slots=True)
class Number:
    """A number with bounds, in the unit of the setting."""

    low: float
    high: float
    scale: float = 1.0
    """TOML holds the setting times this: 1000 for seconds that stand there as milliseconds."""

    def read(self, value: object) -> object:
        """Return the setting for a value of TOML."""
        low, high = self.low * self.scale, self.high * self.scale
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not low <= cast("float", value) <= high:
            raise InvalidSetting(f"must be a number from {low:g} to {high:g}")
        return float(cast("float", value)) / self.scale

    def write(self, setting: object) -> object:
        """Return the value that TOML holds for a setting."""
        number = cast("float", setting)
        return number if self.scale == 1 else round(number * self.scale, 3)

    def fit(self, setting: object) -> object:
        """Return the nearest setting inside of the bounds."""
        return min(max(self.low, cast("float", setting)), self.high)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number with bounds."""

    low: int
    high: int
    unit: str = ""

    def read(self, value: object) -> object:
        """Return the setting for a value of TOML."""
        whole = isinstance(value, int) and not isinstance(value, bool)
        if not whole or not self.low <= cast("int", value) <= self.high:
            unit = f" of {self.unit}" if self.unit else ""
            raise InvalidSetting(f"must be a whole number{unit} from {self.low} to {self.high}")
        return value

    def write(self, setting: object) -> object:
        """Return the value that TOML holds for a setting."""
        return setting

    def fit(self, setting: object) -> object:
        """Return the nearest setting inside of the bounds; `None` leaves it to the system."""
        return setting if setting is None else min(max(self.low, cast("int", setting)), self.high)


@dataclass(frozen=True, slots=True)
class OneOf(_Plain):
    """A member of an enumeration, by its value."""

    members: type[Enum]
    former: Mapping[str, Enum] = field(default_factory=lambda: MappingProxyType({}))
    """Values of earlier versions."""

    def read(self, value: object) -> object:
        """Return the setting for a value of TOML, also of an earlier version."""
        if isinstance(value, str) and value in self.former:
            return self.former[value]
        try:
            return self.members(value)
        except ValueError:
            values = ", ".join(str(member.value) for member in self.members)
            raise InvalidSetting(f"must be one of: {values}") from None

    def write(self, setting: object) -> object:
        """Return the value that TOML holds for a setting."""
        return cast("Enum", setting).value


class ChannelPair(_Plain):
    """Two neighbouring channels, by the first of them: `3-4` is 3."""

    def read(self, value: object) -> object:
        """Return the setting for a value of TOML."""
        found = _PAIR.fullmatch(value) if isinstance(value, str) else None
        if found is None or int(found[1]) % 2 == 0 or int(found[2]) != int(found[1]) + 1:
            raise InvalidSetting('must be two channels such as "1-2" or "3-4"')
        return int(found[1])

    def write(self, setting: object) -> object:
        """Return the value that TOML holds for a setting."""
        return pair(cast("int", setting))


class Colours(_Plain):
    """A table of colours by name."""

    def read(self, value: object) -> object:
        """Return the setting for a value of TOML."""
        found = _table(value, "names and colours")
        for name, code in found.items():
            if not isinstance(code, str) or not _COLOUR.fullmatch(code):
                raise InvalidSetting(f"“{name}” must be a colour such as #FFB454")
        return MappingProxyType(found)

    def write(self, setting: object) -> object:
        """Return the value that TOML holds for a setting."""
        return dict(cast("Mapping[str, str]", setting))


class Keys(_Plain):
    """A table of keys by the name of what they do."""

    def read(self, value: object) -> object:
        """Return the setting for a value of TOML."""
        found = _table(value, "names and keys")
        return MappingProxyType({name: _strokes(name, keys) for name, keys in found.items()})

    def write(self, setting: object) -> object:
        """Return the value that TOML holds for a setting."""
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
    """A key of earlier versions, in the same table as its present key."""

    key: str
    switch: tuple[str, str] | None = None
    """It was a switch: the values that off and on have now; `None`: values are as they were."""

    def now(self, value: object) -> object:
        """Return the present value for a value of the former key.

        Raises:
            InvalidSetting: it was a switch, and this is none.
        """
        return value if self.switch is None else self.switch[cast("bool", Switch().read(value))]


@dataclass(frozen=True, slots=True)
class Setting:
    """A row of the table: one key of `config.toml`."""

    toml: str
    """Where it stands: `waveform.snap`; without a dot above all tables."""
    kind: Kind
    example: object
    """A value of TOML other than the default, for README."""
    comment: str = ""
    """What README says of it."""
    former: tuple[Former, ...] = ()
    part: str = ""
    """The field of the record that it is a part of."""
    name: str = ""
    """The field of `Settings`, `route.rate` for a part of one; filled in by the table."""

    @property
    def table(self) -> str:
        """The table of `config.toml`; empty: above all tables."""
        return self.toml.rpartition(".")[0]

    @property
    def key(self) -> str:
        """The key in its table."""
        return self.toml.rpartition(".")[2]

    def of(self, settings: object) -> object:
        """Return the value that it has in `settings`."""
        return attrgetter(self.name)(settings)

    def put(self, settings: Record, value: object) -> Record:
        """Return `settings` with another value, brought inside of the bounds."""
        value = self.kind.fit(value)
        whole, _, part = self.name.partition(".")
        if part:
            value = replace(getattr(settings, whole), **{part: value})
        return cast("Record", replace(cast("Any", settings), **{whole: value}))


def declare(*rows: Setting) -> Mapping[str, tuple[Setting, ...]]:
    """Return the metadata of a field of `Settings`; several rows if its value is a record."""
    return MappingProxyType({ROW: rows})


def collect_rows(fields: Iterable[Field[Any]]) -> tuple[Setting, ...]:
    """Return all rows of the fields of a dataclass, in order, each with its name."""
    return tuple(
        replace(row, name=f"{one.name}.{row.part}" if row.part else one.name)
        for one in fields
        for row in one.metadata[ROW]
    )
