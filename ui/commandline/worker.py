"""`sempal worker ADDRESS`: work for others."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

from ui.commandline.argument import option, positional
from ui.commandline.cluster import ClusterRefused, TlsOptions
from ui.commandline.context import Context
from ui.commandline.output import complain
from ui.commandline.status import Status
from ui.commandline.verb import Lock, Verb
from ui.text import commandline as text


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerOptions(TlsOptions):
    """Arguments of `worker`."""

    address: str = positional("ADDRESS", "of the Dask scheduler: tcp://HOST:8786")
    processes: int = option(
        "--processes",
        "N",
        "files worked on at the same time; default: one per processor",
        default=os.cpu_count() or 1,
        type=int,
    )


async def run(context: Context, options: WorkerOptions) -> int:
    """Verify the models, then work until interrupted."""
    try:
        configured = context.entry.load_settings(context.folder).place
        place = options.place_at(options.address, configured)
    except ClusterRefused as error:
        complain(str(error))
        return Status.MISUSED
    models, reason = context.entry.verified_models(context.folder)
    for name, digest in models.items():
        _say(text.model_pinned(name, digest))
    if not reason:
        _say(text.worker_waits(place.address))
        reason = await context.entry.host_worker(
            context.folder,
            place,
            max(1, options.processes),
            lambda address: _say(text.worker_connected(address)),
            lambda fault: _say(text.worker_refused(place.address, fault)),
        )
    complain(reason)
    return Status.FAILED


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


VERB = Verb(
    "worker",
    "work for a library on another machine, through a Dask scheduler",
    WorkerOptions,
    run,
    example="sempal worker tcp://studio:8786 --insecure",
    lock=Lock.NEVER,
    app=False,
)
