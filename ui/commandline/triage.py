"""`sempal triage reset`: let the marks so far teach nothing."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from actors.kernel.reply import NoReply, ask
from actors.messages import library
from models.library.file_name import display_path
from ui.commandline.argument import option
from ui.commandline.context import Context
from ui.commandline.output import finish
from ui.commandline.verb import Group, Options, Verb
from ui.commandline.wait import SILENCE
from ui.text import commandline as text


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetOptions(Options):
    """Arguments of `triage reset`."""

    source: Path | None = option(
        "--source", "DIR", "only marks in this source", type=Path, default=None
    )
    collection: str = option(
        "--collection", "NAME", "only marks among the members of this collection"
    )

    @property
    def root(self) -> bytes | None:
        """Absolute path of the source with symlinks resolved; `None`: all."""
        return None if self.source is None else os.path.realpath(os.fsencode(self.source))


def _mistake(options: ResetOptions) -> str:
    both = options.source is not None and options.collection
    return text.SOURCE_OR_COLLECTION if both else ""


async def reset(context: Context, options: ResetOptions) -> int:
    """Let the marks teach nothing any more, and print how many did; `sempal undo` reverts it."""
    source = collection = None
    count, reason = 0, ""
    async with context.library() as ports:
        try:
            if (root := options.root) is not None:
                sources = await ask(ports.library, library.FetchSources, within=SILENCE)
                source = next((one.id for one in sources if one.root == root), None)
                if source is None:
                    reason = text.not_a_source(display_path(root))
            if options.collection:
                found = await ask(ports.library, library.FetchCollections, within=SILENCE)
                folded = options.collection.casefold()
                known = {one.name.casefold(): one.id for one in found}
                collection = known.get(folded)
                if collection is None:
                    reason = text.no_collection(options.collection, [one.name for one in found])
            if not reason:
                fetch = partial(library.FetchDecided, source, collection)
                decided = await ask(ports.library, fetch, within=SILENCE)
                count = len(decided.kept) + len(decided.rejected)
                reason = "" if count else text.NO_MARK_TEACHES
            if not reason:
                change = partial(library.ResetTriage, source, collection)
                await ask(ports.library, change, within=SILENCE)
        except NoReply as error:
            reason = str(error)
    fields = {"marks": count, "problem": reason}
    return finish(text.triage_reset(count), reason, fields=fields, as_json=options.json)


VERB = Group(
    "triage",
    "what marks teach about the sounds that have none",
    (
        Verb(
            "reset",
            "let the marks so far teach nothing; they stay",
            ResetOptions,
            reset,
            example="sempal triage reset --source ~/Samples",
            mistake=_mistake,
            app=False,
        ),
    ),
)
