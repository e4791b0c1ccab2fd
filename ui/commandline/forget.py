"""`sempal forget DIR [--missing] [--yes]`: delete what is known of a folder."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from actors.messages import intents
from actors.messages.ports import Ports
from models.library.decisions import Decisions
from models.library.file_name import display_path
from models.state.app import AppState
from models.state.notice import NoticeKind
from ui.commandline.argument import flag, positional
from ui.commandline.context import Context
from ui.commandline.source_change import (
    Changed,
    ChangeRefused,
    FolderOptions,
    apply_intent,
    change,
    wait_for_sources,
)
from ui.commandline.verb import Lock, Verb
from ui.text import commandline as text
from ui.text.reports import decisions_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetOptions(FolderOptions):
    """Arguments of `forget`."""

    folder: Path = positional("DIR", "folder that was removed from the library", type=Path)
    missing: bool = flag("--missing", "only missing files; the folder may still be in the library")
    yes: bool = flag("--yes", "confirm (default: only print what would be deleted)")


async def run(context: Context, options: ForgetOptions) -> int:
    """Delete the data, or print what would be deleted."""
    return await change(context, options, partial(_forget, options))


async def _forget(options: ForgetOptions, ports: Ports) -> Changed:
    await wait_for_sources(ports)
    path = options.path
    question = intents.AskToForget(path, options.missing)
    state = await apply_intent(ports, question, _answered)
    decisions = state.sources.forgetting.decisions if state.sources.forgetting else Decisions()
    if not decisions.samples:
        nothing = text.nothing_missing if options.missing else text.nothing_to_forget
        raise ChangeRefused(nothing(display_path(path)))
    if not options.yes:
        return Changed(text.would_forget(decisions_words(decisions)), asdict(decisions))
    forget = intents.Forget(path, options.missing)
    await apply_intent(ports, forget, lambda now: now.sources.forgetting is None)
    return Changed(text.forget_done(decisions_words(decisions)), asdict(decisions))


def _answered(state: AppState) -> bool:
    said = state.screen.notice
    nothing = said is not None and said.kind is NoticeKind.NOTHING_MISSING
    return nothing or state.sources.forgetting is not None


VERB = Verb(
    "forget",
    "delete the data of a folder that was removed from the library (files are kept)",
    ForgetOptions,
    run,
    example="sempal forget ~/Samples/Old --yes",
    lock=lambda options: Lock.ALWAYS if options.yes else Lock.NEVER,
)
