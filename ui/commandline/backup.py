"""`sempal backup list` and `restore`: the daily backups of the library."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass

from actors.kernel.reply import RequestRefused
from ui.commandline.argument import positional
from ui.commandline.context import Context
from ui.commandline.output import complain
from ui.commandline.status import Status
from ui.commandline.verb import Group, Lock, Options, Verb
from ui.text import backups as text


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreOptions(Options):
    """Arguments of `backup restore`."""

    name: str = positional("NAME", "backup to restore, as listed")


async def list_backups(context: Context, options: Options) -> int:
    """Print the backups, newest first."""
    found = context.entry.list_backups(context.folder)
    if options.json:
        print(json.dumps([asdict(one) for one in found]))
        return Status.DONE
    for one in found:
        at = time.strftime("%Y-%m-%d %H:%M", time.localtime(one.at))
        print(f"{one.name:<26}{text.backup(at, one)}")
    if not found:
        complain(text.NO_BACKUPS)
    return Status.DONE


async def restore(context: Context, options: RestoreOptions) -> int:
    """Put a backup in the place of the library."""
    try:
        kept = context.entry.restore_backup(context.folder, options.name)
    except RequestRefused as error:
        complain(str(error))
        return Status.FAILED
    if options.json:
        print(json.dumps({"restored": options.name, "kept": kept}))
    else:
        print(text.restored(options.name, kept))
    return Status.DONE


VERB = Group(
    "backup",
    "list and restore the daily backups of the library",
    (
        Verb(
            "list",
            "list the backups of the library, newest first",
            Options,
            list_backups,
            example="sempal backup list",
            lock=Lock.NEVER,
            app=False,
        ),
        Verb(
            "restore",
            "restore a backup of the library; the present one is kept",
            RestoreOptions,
            restore,
            example="sempal backup restore 20261129-101500",
            app=False,
        ),
    ),
)
