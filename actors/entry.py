"""Entry points of the actors for programs; each package is imported when it is needed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # these bring numpy and trio, which `sempal config` does not wait for
    from actors.config.origins import Explained
    from actors.kernel.standby import Standby
    from actors.messages.front import Front
    from actors.messages.ports import Ports
    from actors.messages.service_ports import ServicePorts
    from models.audio.inputs import Inputs
    from models.audio.take import RecordingProgress, Take
    from models.cluster.embedding_run import EmbeddingRun
    from models.cluster.place import Place
    from models.library.backup import Backup
    from models.library.export.profile import Profile
    from models.predecessor.report import ImportReport
    from models.state.settings import Settings


def import_rooms() -> None:
    """Import session and library, without which no work begins; the others follow meanwhile."""
    from actors import system

    for room in system.ROOMS[:2]:
        import_module(room)


def import_wiring() -> None:
    """Import what starts the actors; each room is then imported when its actor starts."""
    import_module("actors.system")


def running(
    folder: Path,
    *,
    sound: bool = True,
    auto_embed: bool = False,
    model: str = "",
    front: Front | None = None,
) -> AbstractAsyncContextManager[Ports]:
    """Run all actors, see `actors.messages.run_options`; stop them on exit."""
    from actors import system
    from actors.messages import run_options

    config = run_options.Config(folder, sound=sound, auto_embed=auto_embed, model=model)
    return system.running(config, front)


async def start_standby() -> Standby | None:
    """Start the engine's process, which imports its part while the window is made."""
    from actors.audio import engine_process

    return await engine_process.start_standby()


def open_front(settings: Settings, standby: Standby | None = None) -> Front:
    """Return where intents wait and the state is shown before the actors run."""
    from actors.messages import front

    return front.open_front(settings, standby)


def services(
    folder: Path, *, embedding: EmbeddingRun | None = None, resume: bool = True
) -> AbstractAsyncContextManager[ServicePorts]:
    """Run the library and perhaps the embeddings without a session, see `actors.services`."""
    from actors.services import running as running_services

    return running_services(folder, embedding=embedding, resume=resume)


def verified_models(folder: Path) -> tuple[dict[str, str], str]:
    """Return the hashes of all installed models, by name, and why one cannot be used."""
    from actors.embeddings.cluster import hosting

    try:
        return hosting.verified_models(folder), ""
    except hosting.HostingFailed as error:
        return {}, str(error)


async def host_worker(
    folder: Path,
    place: Place,
    threads: int,
    connected: Callable[[str], None],
    refused: Callable[[str], None],
) -> str:
    """Run a worker of a cluster until cancelled, see `actors.embeddings.cluster.hosting`.

    Returns:
        Why this machine cannot work.
    """
    from actors.embeddings.cluster import hosting

    try:
        await hosting.host(folder, place, threads, connected, refused)
    except hosting.HostingFailed as error:
        return str(error)
    return ""


def load_settings(folder: Path, change: Callable[[Settings], Settings] | None = None) -> Settings:
    """Return the settings of a data folder, after applying `change`, if given.

    Raises:
        OSError: the change cannot be written.
    """
    from actors.config import access

    return access.load_settings(folder, change)


def explain_settings(folder: Path) -> tuple[Path, tuple[Explained, ...], tuple[str, ...]]:
    """Return the settings file, all settings with their origin, and lines of the file ignored."""
    from actors.config import origins

    return origins.explain_settings(folder)


def list_profiles(folder: Path) -> tuple[tuple[Profile, ...], tuple[str, ...]]:
    """Return the hardware profiles for export, and why files of the user are none."""
    from actors.library.export import profiles

    found = profiles.load_profiles(folder)
    return found.all, found.problems


def list_backups(folder: Path) -> tuple[Backup, ...]:
    """Return the copies of the library that can be restored, newest first."""
    from actors.library import location, restoration

    return restoration.list_backups(location.choose_database_file(folder).path)


def count_rows(folder: Path) -> dict[str, int]:
    """Return the version of the library's schema, and the number of rows of each table.

    Raises:
        sqlite3.Error: It cannot be read.
    """
    import sqlite3
    from contextlib import closing

    from actors.library import location

    found = location.choose_database_file(folder)
    if not found.version:
        return {}
    with closing(sqlite3.connect(f"{found.path.absolute().as_uri()}?mode=ro", uri=True)) as one:
        (version,) = one.execute("PRAGMA user_version").fetchone()
        names = [
            str(name)
            for (name,) in one.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_%\\_%'"
                " ESCAPE '\\' AND name NOT LIKE 'sqlite%' ORDER BY name"
            )
        ]
        counts = {
            name: int(one.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608 - names of our tables
            for name in names
        }
    return {"schema": version, **counts}


def restore_backup(folder: Path, name: str) -> str:
    """Restore a copy of the library; return under which name the present one is kept.

    The data folder must be locked.

    Raises:
        RequestRefused: There is no such copy, or it cannot be restored; the text is the reason.
    """
    from datetime import datetime

    from actors.kernel.reply import RequestRefused
    from actors.library import location, restoration, schema
    from actors.media.error import os_error_reason

    try:
        path = location.choose_database_file(folder).path
        now = datetime.now().astimezone()
        return restoration.restore_backup(path, name, len(schema.steps()), now)
    except restoration.Unrestorable as error:
        raise RequestRefused(str(error)) from error
    except OSError as error:
        raise RequestRefused(os_error_reason(error)) from error


async def record_take(
    input_name: str, path: Path, tell: Callable[[RecordingProgress], None], longest: float
) -> Take:
    """Record until silence into a new file, see `actors.audio.recording`.

    Args:
        input_name: Empty for the system's default.
        path: Of the take, a WAV file.
        tell: Called with progress.
        longest: Maximum length in seconds.

    Raises:
        RequestRefused: There is no take; the text is the reason.
    """
    import trio

    from actors.audio import recording
    from actors.kernel.reply import RequestRefused
    from models.audio.recording_gate import Limits

    try:
        return await recording.record(input_name, path, tell, trio.Event(), Limits(longest=longest))
    except recording.RecordingFailed as error:
        raise RequestRefused(str(error)) from error


async def query_inputs() -> Inputs:
    """Return the available audio inputs."""
    from actors.audio import recording

    return await recording.list_inputs()


async def query_devices() -> object:
    """Return audio hosts and devices as plain data, see `actors.audio.probe.devices`."""
    from actors.audio import probe

    return await probe.query_devices()


def preview_import(home: Path | None, folder: Path) -> ImportReport | str:
    """Return what an import from the predecessor would do, or the reason why it is impossible."""
    from actors.library.predecessor import preview

    return preview.preview_import(home, folder)
