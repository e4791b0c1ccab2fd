"""The way into the actors for programs. Each room is imported when it is needed, and not before."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # these bring numpy and trio, which `sempal config` does not wait for
    from actors.config.origins import Explained
    from actors.messages.ports import Ports
    from models.predecessor.report import ImportReport
    from models.state.settings import Settings


def import_rooms() -> None:
    """Import every room, which takes a second: the loop must not wait for that."""
    import_module("actors.system")


def running(
    folder: Path, *, sound: bool = True, auto_embed: bool = False, model: str = ""
) -> AbstractAsyncContextManager[Ports]:
    """Start every actor, see `actors.system.Config`; stop them all on leaving."""
    from actors import system

    return system.running(system.Config(folder, sound=sound, auto_embed=auto_embed, model=model))


def load_settings(folder: Path, change: Callable[[Settings], Settings] | None = None) -> Settings:
    """Return the settings of a data folder, after a change if there is one.

    Raises:
        OSError: the change cannot be written.
    """
    from actors.config import access

    return access.load_settings(folder, change)


def explain_settings(folder: Path) -> tuple[Path, tuple[Explained, ...], tuple[str, ...]]:
    """Return the settings file, every setting with its origin, and what was ignored in the file."""
    from actors.config import origins

    return origins.explain_settings(folder)


async def query_devices() -> object:
    """Return audio hosts and devices as plain data, see `actors.audio.probe.devices`."""
    from actors.audio import probe

    return await probe.query_devices()


def preview_import(home: Path | None, folder: Path) -> ImportReport | str:
    """Return what an import from the predecessor would do, or why nothing can be imported."""
    from actors.library.predecessor import preview

    return preview.preview_import(home, folder)
