"""A machine that works for others: `sempal worker`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from actors.embeddings.cluster.dask_options import Connection, is_installed
from actors.embeddings.cluster.host import Reports, host_worker
from actors.embeddings.cluster.probe import Unusable
from actors.model_files.registry import NAMES, model_digest
from actors.model_files.registry import is_installed as is_model_installed
from models.cluster.place import InvalidPlace, Place, checked_place
from models.embedding.network import NetworkError


class HostingFailed(Exception):
    """This machine cannot work; the message says why."""


def verified_models(folder: Path) -> dict[str, str]:
    """Return the hash of each installed model by name, after checking all of its files.

    Raises:
        HostingFailed: One was changed.
    """
    try:
        return {
            name: model_digest(name, folder) for name in NAMES if is_model_installed(name, folder)
        }
    except NetworkError as error:
        raise HostingFailed(str(error)) from error


async def host(
    folder: Path,
    place: Place,
    threads: int,
    connected: Callable[[str], None],
    refused: Callable[[str], None],
) -> None:
    """Run a worker until cancelled.

    Args:
        folder: The `.sempal` folder, where models are installed.
        place: The scheduler.
        threads: Files that it works on at the same time.
        connected: Receives its address when it is connected, and empty when it is not any more.
        refused: Receives why the scheduler cannot be used, whenever that changes.

    Raises:
        HostingFailed: The extra is missing, the place is no scheduler of others, or the files for
            TLS cannot be used.
    """
    if not is_installed():
        raise HostingFailed("clusters need the extra: pip install sempal[cluster]")
    try:
        place = checked_place(place)
    except InvalidPlace as error:
        raise HostingFailed(str(error)) from error
    if place.local_workers or not place.address:
        raise HostingFailed("a worker needs the address of a scheduler: tcp://HOST:8786")
    connection = Connection(place.address, place.tls_ca, place.tls_cert, place.tls_key)
    try:
        await host_worker(connection, threads, folder, Reports(connected, refused))
    except Unusable as error:
        raise HostingFailed(str(error)) from error
