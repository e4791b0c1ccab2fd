"""`sempal relink OLD NEW`: set the new folder of a source that was moved."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from actors.kernel.reply import NoReply, ask
from actors.messages import library
from models.library.file_name import display_path
from models.state.app import AppState
from ui.commandline.argument import positional
from ui.commandline.context import Context
from ui.commandline.output import finish
from ui.commandline.status import Status
from ui.commandline.verb import Options, Verb
from ui.commandline.wait import SILENCE, wait_for_state
from ui.text import commandline as text

NEEDS = ("library", "session")
"""Actors that relinking needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelinkOptions(Options):
    """Arguments of `relink`."""

    old: Path = positional("OLD", "folder where the source was", type=Path)
    new: Path = positional("NEW", "folder where it is now, with the same files", type=Path)


async def run(context: Context, options: RelinkOptions) -> int:
    """Set the new folder of the source, and scan it."""
    old, new = os.fsencode(options.old.absolute()), os.fsencode(options.new.absolute())
    async with context.app() as ports:
        try:
            state = await wait_for_state(ports, _sources_loaded, *NEEDS)
            found = next((one for one in state.sources.all if one.root == old), None)
            if found is None:
                return _print_report(
                    options, state.sources.reason or text.not_a_source(display_path(old))
                )
            moved = partial(library.RelinkSource, found.id, new)
            await ask(ports.library, moved, within=SILENCE)
            # The session scans it, which confirms that every sample is there.
            await wait_for_state(ports, _scanned, *NEEDS)
        except NoReply as failed:
            return _print_report(options, str(failed))
    return _print_report(options)


def _sources_loaded(state: AppState) -> bool:
    return state.sources.known or bool(state.sources.reason)


def _scanned(state: AppState) -> bool:
    return state.sources.report is not None  # may be of the source that now contains it


def _print_report(options: RelinkOptions, reason: str = "") -> Status:
    words = text.relink_done(display_path(os.fsencode(options.new)))
    return finish(words, reason, fields={"problem": reason}, as_json=options.json)


VERB = Verb(
    "relink",
    "relocate a source whose folder was moved",
    RelinkOptions,
    run,
    example="sempal relink /media/old/Samples /media/new/Samples",
)
