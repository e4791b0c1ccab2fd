"""Read and change choices where no window runs: for programs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from actors.config.reader import read_settings
from actors.config.writer import write_settings
from models.state.settings import Settings


def load_settings(folder: Path, change: Callable[[Settings], Settings] | None = None) -> Settings:
    """Return the choices that hold, after a change if there is one.

    Raises:
        OSError: as the file system says.
    """
    found = read_settings(folder, aside=change is not None)
    if change is None:
        return found.settings
    settings = change(found.settings)
    write_settings(found.path, found.settings, settings)
    return settings
