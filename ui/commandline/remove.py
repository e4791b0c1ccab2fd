"""`sempal remove DIR`: remove a source from the library, keeping marks and collections."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from actors.messages import intents
from actors.messages.ports import Ports
from models.library.file_name import display_path
from ui.commandline.argument import positional
from ui.commandline.context import Context
from ui.commandline.source_change import (
    Changed,
    ChangeRefused,
    FolderOptions,
    apply_intent,
    change,
    wait_for_sources,
)
from ui.commandline.verb import Verb
from ui.text import commandline as text


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveOptions(FolderOptions):
    """Arguments of `remove`."""

    folder: Path = positional("DIR", "folder of the source", type=Path)


async def run(context: Context, options: RemoveOptions) -> int:
    """Remove the source."""
    return await change(context, options, partial(_remove, options.path))


async def _remove(path: bytes, ports: Ports) -> Changed:
    known = await wait_for_sources(ports)
    found = next((one for one in known.sources.all if one.root == path), None)
    if found is None:
        raise ChangeRefused(text.not_a_source(display_path(path)))
    intent = intents.RemoveSource(found.id)
    await apply_intent(ports, intent, lambda now: now.sources.find(found.id) is None)
    return Changed(text.remove_done(display_path(path)), {})


VERB = Verb(
    "remove",
    "remove a source from the library (files, marks and collections are kept)",
    RemoveOptions,
    run,
    example="sempal remove ~/Samples/Drums",
)
