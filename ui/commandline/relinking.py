"""`sempal relink OLD NEW`: a source whose folder was moved."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial

from actors.kernel.reply import NoReply, ask
from actors.messages import library
from actors.messages.ports import Ports
from models.library.file_name import shown
from models.state.app import AppState
from ui.commandline.arguments import Asked
from ui.commandline.waiting import SILENCE, reached

NEEDS = ("library", "session")
"""Parts without which nothing is relinked."""


def relink(app: AbstractAsyncContextManager[Ports], asked: Asked) -> Callable[[], Awaitable[int]]:
    """Return the work: let the source be at the new place, and scan it."""

    async def work() -> int:
        if asked.old is None or asked.root is None:
            raise ValueError("relink without two folders")
        old, new = os.fsencode(asked.old.absolute()), os.fsencode(asked.root.absolute())
        async with app as ports:
            try:
                state = await reached(ports, _opened, *NEEDS)
                found = next((one for one in state.sources.all if one.root == old), None)
                if found is None:
                    return _say(asked, state.sources.failure or f"{shown(old)} is no source")
                moved = partial(library.RelinkSource, found.id, new)
                await ask(ports.library, moved, within=SILENCE)
                # The session has it scanned: then it is known that every sample is there.
                await reached(ports, _scanned, *NEEDS)
            except NoReply as failed:
                return _say(asked, str(failed))
        return _say(asked, "")

    return work


def _opened(state: AppState) -> bool:
    return state.sources.known or bool(state.sources.failure)


def _scanned(state: AppState) -> bool:
    return state.sources.report is not None  # perhaps of the source that it is a part of now


def _say(asked: Asked, problem: str) -> int:
    if asked.json:
        print(json.dumps({"problem": problem}))
    elif not problem:
        print(f"{asked.root}: every sample is who it was")
    if problem:
        sys.stderr.write(f"sempal: {problem}\n")
    return 1 if problem else 0
