"""Which choices hold, and where each comes from: for `sempal config`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from actors.config.fields import FIELDS
from actors.config.reader import read
from models.state.settings import Settings


@dataclass(frozen=True, slots=True)
class Explained:
    """One choice."""

    place: str
    """Such as `waveform.snap`."""
    value: object
    """As TOML has it."""
    origin: str
    """The file, or `usual`."""


def explained(folder: Path) -> tuple[Path, tuple[Explained, ...], tuple[str, ...]]:
    """Return the file that is used, every choice, and what was ignored in the file."""
    found = read(folder, aside=False)
    usual, rows = Settings(), list[Explained]()
    for field in FIELDS:
        chosen = field.of(found.settings)
        origin = "usual" if chosen == field.of(usual) else found.path.name
        value = field.write(chosen)
        if isinstance(value, dict):
            keys = cast("Mapping[str, object]", value)
            rows += [Explained(f"{field.place}.{name}", key, origin) for name, key in keys.items()]
        else:
            rows.append(Explained(field.place, value, origin))
    return found.path, tuple(rows), found.problems
