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
        OSError: as the file system says; the file is not valid TOML.
    """
    found = read_settings(folder)
    if change is None:
        return found.settings
    settings = change(found.settings)
    try:
        write_settings(found.path, found.settings, settings)
    except ValueError as error:
        raise OSError(f"{found.path.name} is left alone until it is mended: {error}") from error
    return settings
