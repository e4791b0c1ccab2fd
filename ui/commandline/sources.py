"""`sempal remove`, `narrow`, `forget`: what is in the library, and what is known."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict

from actors.kernel.reply import NoReply
from actors.messages import intents
from actors.messages.ports import Ports
from models.library.decisions import Decisions
from models.library.file_name import shown
from models.library.path_prefix import below
from models.library.source import Source
from models.state.app import AppState
from ui.commandline.arguments import Asked
from ui.commandline.waiting import reached

NEEDS = ("library", "session")
"""Parts without which nothing is changed."""


class Refused(Exception):
    """It cannot be done; the text says why."""


def change(app: AbstractAsyncContextManager[Ports], asked: Asked) -> Callable[[], Awaitable[int]]:
    """Return the work: remove, narrow or forget `asked.root`."""
    if asked.root is None:
        raise ValueError(f"{asked.command} without a folder")
    path = os.path.realpath(os.fsencode(asked.root))

    async def work() -> int:
        async with app as ports:
            try:
                if asked.command == "forget":
                    return _say(asked, *await _forget(ports, path, sure=asked.sure))
                words = await (_remove if asked.command == "remove" else _narrow)(ports, path)
            except (Refused, NoReply) as refusal:
                return _refuse(asked, str(refusal))
        return _say(asked, words)

    return work


async def _remove(ports: Ports, path: bytes) -> str:
    known = await _opened(ports)
    found = next((one for one in known.sources.all if one.root == path), None)
    if found is None:
        raise Refused(f"{shown(path)} is not a source")
    wish = intents.RemoveSource(found.id)
    await _done(ports, wish, lambda now: now.sources.find(found.id) is None)
    return f"removed {shown(path)} from the library; files, marks and collections are kept"


async def _narrow(ports: Ports, path: bytes) -> str:
    known = await _opened(ports)
    found, folder = _holder(known, path)
    wish = intents.NarrowSource(found.id, folder)

    def narrowed(now: AppState) -> bool:
        source = now.sources.find(found.id)
        return source is not None and source.root == path

    await _done(ports, wish, narrowed)
    return f"narrowed {shown(found.root)} to {shown(path)}; marks and collections are kept"


def _holder(state: AppState, path: bytes) -> tuple[Source, bytes]:
    for source in state.sources.all:
        if folder := below(path, source.root):
            return source, folder
    raise Refused(f"{shown(path)} is not inside of a source")


async def _forget(ports: Ports, path: bytes, *, sure: bool) -> tuple[str, Decisions]:
    await _opened(ports)
    asked = intents.AskToForget(path)
    state = await _done(ports, asked, lambda now: now.sources.forgetting is not None)
    decisions = state.sources.forgetting.decisions if state.sources.forgetting else Decisions()
    if not decisions.samples:
        raise Refused(f"nothing is known of {shown(path)} that is not in the library")
    if not sure:
        words = f"what goes: {decisions.words}; files are not touched; --yes forgets it for good"
        return words, decisions
    await _done(ports, intents.Forget(path), lambda now: now.sources.forgetting is None)
    return f"forgot {decisions.words}; files are not touched", decisions


async def _opened(ports: Ports) -> AppState:
    state = await reached(ports, lambda now: now.sources.known or bool(now.sources.failure), *NEEDS)
    if state.sources.failure:
        raise Refused(state.sources.failure)
    return state


async def _done(ports: Ports, wish: intents.Intent, done: Callable[[AppState], bool]) -> AppState:
    """Have a wish carried out; return the state in which it is.

    Raises:
        Refused: it was not, and why.
        NoReply: a part that it needs failed.
    """
    ports.intents.post(wish)
    state = await reached(ports, lambda now: done(now) or bool(now.sources.refusal), *NEEDS)
    if not done(state):
        raise Refused(state.sources.refusal)
    return state


def _say(asked: Asked, words: str, decisions: Decisions | None = None) -> int:
    if asked.json:
        counts = asdict(decisions) if decisions is not None else {}
        print(json.dumps({**counts, "problem": ""}))
    else:
        print(words)
    return 0


def _refuse(asked: Asked, reason: str) -> int:
    if asked.json:
        print(json.dumps({"problem": reason}))
    sys.stderr.write(f"sempal: {reason}\n")
    return 1
