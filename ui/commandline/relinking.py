"""`sempal relink OLD NEW`: a source whose folder was moved."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager

from actors.messages import session
from actors.messages.ports import Ports
from models.library.naming import shown
from models.state.app import AppState
from ui.commandline.arguments import Asked


def relink(app: AbstractAsyncContextManager[Ports], asked: Asked) -> Callable[[], Awaitable[int]]:
    """Return the work: let the source be at the new place, and scan it."""

    async def work() -> int:
        if asked.old is None or asked.root is None:
            raise ValueError("relink without two folders")
        old, new = os.fsencode(asked.old.absolute()), os.fsencode(asked.root.absolute())
        async with app as ports:
            state = await ports.state.until(_opened)
            found = next((one for one in state.sources.all if one.root == old), None)
            if found is None:
                return _say(asked, state.sources.failure or f"{shown(old)} is no source")
            ports.intents.post(session.RelinkSource(found.id, new))
            done = await ports.state.until(
                lambda now: now.sources.report is not None or _trouble(now) != ""
            )
        return _say(asked, "" if done.sources.report is not None else _trouble(done))

    return work


def _opened(state: AppState) -> bool:
    return state.sources.known or bool(state.sources.failure)


def _trouble(state: AppState) -> str:
    notice = state.screen.notice
    return notice.text if notice is not None and notice.problem else ""


def _say(asked: Asked, problem: str) -> int:
    if asked.json:
        print(json.dumps({"problem": problem}))
    elif not problem:
        print(f"{asked.root}: every sample is who it was")
    if problem:
        sys.stderr.write(f"sempal: {problem}\n")
    return 1 if problem else 0
