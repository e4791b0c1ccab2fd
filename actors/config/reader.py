"""Reading `config.toml`: any content yields valid settings."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from actors.config.fields import find_keys
from actors.config.recovery import read_toml
from actors.media.error import os_error_reason
from models.predecessor.choices import MARKS
from models.state.setting import InvalidSetting
from models.state.settings import SETTINGS, Settings
from models.state.toml_text import decode_toml


@dataclass(frozen=True, slots=True)
class Read:
    """Result of reading the file."""

    path: Path
    """File to which settings are written."""
    settings: Settings
    problems: tuple[str, ...] = ()
    """A line for each entry ignored."""


def read_settings(folder: Path) -> Read:
    """Read the settings in `folder`.

    The predecessor's file is neither read nor written: if there is one, ours is `sempal.toml`. Of a
    file that is not valid TOML the lines that can be read count; `write_settings` leaves it alone.

    Args:
        folder: The `.sempal` folder.
    """
    path, second = folder / "config.toml", folder / "sempal.toml"
    if os.access(second, os.F_OK):
        return _read_file(second)
    ours = _read_file(path)
    if ours.problems == (_FOREIGN,):
        return Read(second, Settings(), (f"{path} is of another program and is left alone",))
    return ours


_FOREIGN = "foreign"


def _read_file(path: Path) -> Read:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Read(path, Settings())
    except OSError as error:
        return Read(path, Settings(), (f"{path} cannot be read: {os_error_reason(error)}",))
    try:
        table, left_out = read_toml(decode_toml(content, escape=True).text)
    except ValueError as error:  # another encoding, or nested without end
        return Read(path, Settings(), (f"{path.name} cannot be read ({error}), ignored",))
    if MARKS.intersection(table):
        return Read(path, Settings(), (_FOREIGN,))
    settings, problems = parse_settings(table)
    return Read(path, settings, (*(f"{one}, ignored" for one in left_out), *problems))


def parse_settings(table: Mapping[str, object]) -> tuple[Settings, tuple[str, ...]]:
    """Return the settings of a parsed file, and a line for each entry ignored."""
    settings, problems = Settings(), list[str]()
    for row in SETTINGS:
        try:
            stated = tuple(find_keys(table, row))
        except InvalidSetting as invalid:
            problems.append(f"{invalid}, ignored")
            continue
        for one in stated:
            if one.ignored:
                problems.append(f"{one.place} is called {row.toml} now, which counts; ignored")
                continue
            try:
                settings = row.put(settings, one.setting())
            except InvalidSetting as invalid:
                parts = one.parts()
                problems += parts.problems or [f"{one.place} {invalid}, ignored"]
                if parts.valid:
                    settings = row.put(settings, row.kind.read(parts.valid))
    return settings, tuple(dict.fromkeys(problems))
