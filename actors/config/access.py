"""Reading and changing settings without a running app, for the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from actors.config.reader import read_settings
from actors.config.writer import write_settings
from models.state.settings import Settings


def load_settings(folder: Path, change: Callable[[Settings], Settings] | None = None) -> Settings:
    """Return the settings, after applying `change`, if given.

    Raises:
        OSError: as the file system says.
    """
    found = read_settings(folder, aside=change is not None)
    if change is None:
        return found.settings
    settings = change(found.settings)
    write_settings(found.path, found.settings, settings)
    return settings
