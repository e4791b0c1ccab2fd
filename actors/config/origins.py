"""Settings in effect with their origins, for `sempal config`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from actors.config.reader import read_settings
from models.state.settings import DEFAULTS, SETTINGS


@dataclass(frozen=True, slots=True)
class Explained:
    """A setting with its origin."""

    place: str
    """Path in the file: `waveform.snap`."""
    value: object
    """Value as in TOML."""
    origin: str
    """Path of the file, or `default`."""


def explain_settings(folder: Path) -> tuple[Path, tuple[Explained, ...], tuple[str, ...]]:
    """Return the settings file, all settings, and a line for each entry ignored."""
    found = read_settings(folder)
    rows = list[Explained]()
    for row in SETTINGS:
        chosen = row.of(found.settings)
        origin = "default" if chosen == row.of(DEFAULTS) else found.path.name
        value = row.kind.write(chosen)
        if isinstance(value, dict):
            keys = cast("Mapping[str, object]", value)
            rows += [Explained(f"{row.toml}.{name}", key, origin) for name, key in keys.items()]
        else:
            rows.append(Explained(row.toml, value, origin))
    return found.path, tuple(rows), found.problems
