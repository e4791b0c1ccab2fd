"""`sempal narrow DIR`: reduce a source to one of its subfolders."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from actors.messages import intents
from actors.messages.ports import Ports
from models.library.file_name import display_path
from models.library.path_prefix import relative_path
from models.library.source import Source
from models.state.app import AppState
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
class NarrowOptions(FolderOptions):
    """Arguments of `narrow`."""

    folder: Path = positional("DIR", "subfolder that the source is reduced to", type=Path)


async def run(context: Context, options: NarrowOptions) -> int:
    """Narrow the source that contains the folder."""
    return await change(context, options, partial(_narrow, options.path))


async def _narrow(path: bytes, ports: Ports) -> Changed:
    found, folder = _holder(await wait_for_sources(ports), path)
    intent = intents.NarrowSource(found.id, folder)

    def narrowed(now: AppState) -> bool:
        source = now.sources.find(found.id)
        return source is not None and source.root == path

    await apply_intent(ports, intent, narrowed)
    return Changed(text.narrow_done(display_path(found.root), display_path(path)), {})


def _holder(state: AppState, path: bytes) -> tuple[Source, bytes]:
    for source in state.sources.all:
        if folder := relative_path(path, source.root):
            return source, folder
    raise ChangeRefused(text.not_inside_a_source(display_path(path)))


VERB = Verb(
    "narrow",
    "reduce a source to one of its subfolders (marks and collections are kept)",
    NarrowOptions,
    run,
    example="sempal narrow ~/Samples/Drums/Kicks",
)
