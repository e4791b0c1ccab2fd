"""Settings by their keys in a parsed `config.toml`, of this version and of earlier ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from models.state.setting import Former, InvalidSetting, Setting


@dataclass(frozen=True, slots=True)
class Parts:
    """Entries of a table."""

    valid: Mapping[str, object] = field(default_factory=dict)
    problems: Sequence[str] = ()
    """A line for each of the others."""


@dataclass(frozen=True, slots=True)
class Found:
    """A key of the file that belongs to a setting."""

    row: Setting
    value: object
    """Value in TOML, as in the file."""
    former: Former | None = None
    """The key, if it is of an earlier version."""
    ignored: bool = False
    """The present key is in the file, too, and takes precedence."""

    @property
    def place(self) -> str:
        """Its path in the file: `waveform.follow`."""
        key = self.former.key if self.former else self.row.key
        return f"{self.row.table}.{key}" if self.row.table else key

    def setting(self) -> object:
        """Return the setting.

        Raises:
            InvalidSetting: The value is invalid.
        """
        return self.row.kind.read(self.former.now(self.value) if self.former else self.value)

    def parts(self) -> Parts:
        """Return the valid entries of an invalid table, such as `[keys]`, and the other ones."""
        if self.former or not isinstance(self.value, Mapping):
            return Parts()
        valid, problems = dict[str, object](), list[str]()
        for key, value in cast("Mapping[str, object]", self.value).items():
            try:
                self.row.kind.read({key: value})
            except InvalidSetting as invalid:
                problems.append(f"{self.place} {invalid}, ignored")
            else:
                valid[key] = value
        return Parts(valid, problems)

    def renewed(self) -> object | None:
        """Return the value to write with the present key; `None`: the entry is not renewed.

        Keys and values of earlier versions are renewed, invalid or ignored entries never.
        """
        try:
            now = self.row.kind.write(self.setting())
        except InvalidSetting:
            return None
        word = isinstance(self.value, str) and isinstance(now, str) and now != self.value
        return now if not self.ignored and (self.former or word) else None


def find_keys(table: Mapping[str, object], row: Setting) -> Iterator[Found]:
    """Yield the entries of a setting: at most one that is not ignored.

    Raises:
        InvalidSetting: Its table is not a table.
    """
    inner = table.get(row.table, {}) if row.table else table
    if not isinstance(inner, Mapping):
        raise InvalidSetting(f"{row.table} must be a table")
    keys = cast("Mapping[str, object]", inner)
    present = row.key in keys
    if present:
        yield Found(row, keys[row.key])
    for former in row.former:
        if former.key in keys:
            yield Found(row, keys[former.key], former, ignored=present)
            present = True
