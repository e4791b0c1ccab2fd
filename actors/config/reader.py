"""Reading `config.toml`: any content yields valid settings."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from loguru import logger

from actors.config.fields import find_keys
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


def read_settings(folder: Path, *, aside: bool = True) -> Read:
    """Read the settings in `folder`.

    The predecessor's file is neither read nor written: if there is one, ours is `sempal.toml`.

    Args:
        folder: The `.sempal` folder.
        aside: Rename a file that is not TOML, so that the next save does not replace it. Without,
            nothing on disk changes, and nothing may be saved.
    """
    path, second = folder / "config.toml", folder / "sempal.toml"
    if os.access(second, os.F_OK):
        return _read_file(second, aside=aside)
    ours = _read_file(path, aside=aside)
    if ours.problems == (_FOREIGN,):
        return Read(second, Settings(), (f"{path} is of another program and is left alone",))
    return ours


_FOREIGN = "foreign"


def _read_file(path: Path, *, aside: bool) -> Read:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Read(path, Settings())
    except OSError as error:
        return Read(path, Settings(), (f"{path} cannot be read: {os_error_reason(error)}",))
    try:
        table = tomllib.loads(decode_toml(content).text)
    except (ValueError, RecursionError) as error:  # not TOML, not UTF-8, or nested without end
        reason = _set_aside(path, error) if aside else f"{path.name} is broken ({error}), ignored"
        return Read(path, Settings(), (reason,))
    if MARKS.intersection(table):
        return Read(path, Settings(), (_FOREIGN,))
    return Read(path, *parse_settings(table))


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
                problems.append(f"{one.place} {invalid}, ignored")
    return settings, tuple(dict.fromkeys(problems))


def _set_aside(path: Path, error: Exception) -> str:
    # Seconds, and a number where one is there already: nothing is ever replaced.
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    aside = path.with_name(f"{path.name}.broken-{stamp}")
    while aside.exists():
        aside = aside.with_name(f"{aside.name}-1")
    try:
        path.rename(aside)
    except OSError as refused:
        return f"{path} is broken ({error}) and cannot be set aside: {os_error_reason(refused)}"
    logger.warning("{} is broken: {}; kept as {}", path, error, aside)
    return f"{path.name} was broken ({error}) and is kept as {aside.name}"
