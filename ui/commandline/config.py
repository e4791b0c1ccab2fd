"""`sempal config`: every setting, and where it comes from."""

from __future__ import annotations

import json

from ui.commandline.context import Context
from ui.commandline.output import complain
from ui.commandline.status import Status
from ui.commandline.verb import Lock, Options, Verb
from ui.text import commandline as text


async def run(context: Context, options: Options) -> int:
    """Print all settings, and the errors in `config.toml`."""
    path, rows, problems = context.entry.explain_settings(context.folder)
    if options.json:
        found = {row.place: {"value": row.value, "from": row.origin} for row in rows}
        report = {"file": str(path), "choices": found, "problems": list(problems)}
        print(json.dumps(report))
    else:
        print(f"{path}{'' if path.exists() else text.NO_SETTINGS_FILE}")
        for row in rows:
            print(f"{row.place:<20} {json.dumps(row.value):<20} {row.origin}")
    for reason in problems:
        complain(reason)
    return Status.DONE


VERB = Verb(
    "config",
    "list every setting and where it comes from",
    Options,
    run,
    example="sempal config --json",
    lock=Lock.NEVER,
    app=False,
)
