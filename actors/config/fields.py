"""Settings by their keys in a parsed `config.toml`, of this version and of earlier ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from models.state.setting import Former, InvalidSetting, Setting


@dataclass(frozen=True, slots=True)
class Found:
    """A key of the file that is a setting."""

    row: Setting
    value: object
    """Of TOML, as it stands there."""
    former: Former | None = None
    """The key, if it is of an earlier version."""
    ignored: bool = False
    """The present key stands there, too, and counts."""

    @property
    def place(self) -> str:
        """Where it stands: `waveform.follow`."""
        key = self.former.key if self.former else self.row.key
        return f"{self.row.table}.{key}" if self.row.table else key

    def setting(self) -> object:
        """Return the value of the setting.

        Raises:
            InvalidSetting: it cannot be.
        """
        return self.row.kind.read(self.former.now(self.value) if self.former else self.value)

    def renewed(self) -> object | None:
        """Return what this version writes in its place; `None`: it stays as it is.

        A key or a word of an earlier version is renewed, a refused or ignored value never.
        """
        try:
            now = self.row.kind.write(self.setting())
        except InvalidSetting:
            return None
        word = isinstance(self.value, str) and isinstance(now, str) and now != self.value
        return now if not self.ignored and (self.former or word) else None


def find_keys(table: Mapping[str, object], row: Setting) -> Iterator[Found]:
    """Yield what a file says of one setting: at most one that is not ignored.

    Raises:
        InvalidSetting: its table is none.
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
