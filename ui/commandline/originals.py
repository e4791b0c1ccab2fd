"""`sempal originals`: the space that replaced contents take, and its reclaiming."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from ui.commandline.argument import flag, option
from ui.commandline.context import Context
from ui.commandline.status import Status
from ui.commandline.verb import Lock, Options, Verb
from ui.text import edits as text

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalsOptions(Options):
    """Arguments of `originals`."""

    reclaim: bool = flag("--reclaim", "delete the oldest, and the steps that need them, for good")
    keep: int = option(
        "--keep", "MB", "reclaim: megabytes that stay (default 0)", type=int, default=0
    )


async def run(context: Context, options: OriginalsOptions) -> int:
    """Print the space in use; with `--reclaim` after the oldest contents were deleted."""
    from actors.kernel.reply import ask
    from actors.messages import library
    from models.audio.units import Ticket

    async with context.library(resume=options.reclaim) as ports:
        command = (
            partial(library.ReclaimOriginals, Ticket(1), max(0, options.keep) * MEGABYTE)
            if options.reclaim
            else partial(library.ReadOriginals, Ticket(1))
        )
        report = (await ask(ports.library, command, within=600)).report
    if options.json:
        oldest = None
        if report.oldest is not None:
            oldest = datetime.fromtimestamp(report.oldest).astimezone().isoformat("T", "seconds")
        print(
            json.dumps(
                {
                    "files": report.files,
                    "size": report.size,
                    "oldest": oldest,
                    "removed": report.removed,
                    "freed": report.freed,
                }
            )
        )
    else:
        print(text.space(report))
    return Status.DONE


VERB = Verb(
    "originals",
    "show the space that edited files' originals use; delete the oldest",
    OriginalsOptions,
    run,
    example="sempal originals --reclaim --keep 500",
    lock=lambda options: Lock.ALWAYS if options.reclaim else Lock.NEVER,
    app=False,
)
