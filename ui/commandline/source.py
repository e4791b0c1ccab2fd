"""`sempal source DIR`: options of a source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from actors.kernel.reply import NoReply, ask
from actors.messages import library
from models.library.file_name import display_path, encode_path
from ui.commandline.argument import option
from ui.commandline.context import Context
from ui.commandline.output import finish
from ui.commandline.source_change import FolderOptions
from ui.commandline.verb import Lock, Verb
from ui.commandline.wait import SILENCE
from ui.text import commandline as text

if TYPE_CHECKING:
    from actors.kernel.mailbox import Address
    from models.library.source import Source

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOptions(FolderOptions):
    """Arguments of `source`."""

    read_only: str = option(
        "--read-only", "", "whether its files are never changed", choices=[YES, NO]
    )


async def run(context: Context, options: SourceOptions) -> int:
    """Change the options that are given, and print all of them."""
    async with context.library(resume=bool(options.read_only)) as ports:
        try:
            found = await _find(ports.library, options.path)
            if found is not None and options.read_only:
                change = partial(library.SetSourceOptions, found.id, options.read_only == YES, None)
                await ask(ports.library, change, within=SILENCE)
                found = await _find(ports.library, options.path)
        except NoReply as error:
            reason = str(error)
            return finish("", reason, fields={"problem": reason}, as_json=options.json)
    if found is None:
        reason = text.not_a_source(display_path(options.path))
        return finish("", reason, fields={"problem": reason}, as_json=options.json)
    fields = {
        "path": encode_path(found.root),
        "read_only": found.read_only,
        "worker_root": encode_path(found.worker_root),
        "problem": "",
    }
    words = text.source_options(
        display_path(found.root), display_path(found.worker_root), read_only=found.read_only
    )
    return finish(words, fields=fields, as_json=options.json)


async def _find(address: Address[library.Command], root: bytes) -> Source | None:
    sources = await ask(address, library.FetchSources, within=SILENCE)
    return next((one for one in sources if one.root == root), None)


VERB = Verb(
    "source",
    "show or change the options of a source: whether its files are read-only",
    SourceOptions,
    run,
    example="sempal source /mnt/archive --read-only yes",
    lock=lambda options: Lock.ALWAYS if options.read_only else Lock.NEVER,
    app=False,
)
