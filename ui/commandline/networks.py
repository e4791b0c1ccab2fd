"""`sempal model list`, `install`, `verify` and `use`: which network listens."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import asdict, replace
from pathlib import Path

from models.state.settings import Settings
from ui.commandline.arguments import Asked
from ui.commandline.fetching import at_hand

Change = Callable[[Settings], Settings]
Chosen = Callable[[Path, Change | None], Settings]
"""Returns the choices that hold in a folder, after a change if there is one."""


def manage(asked: Asked, chosen: Chosen) -> Callable[[], Awaitable[int]]:
    """Return the work: what was asked for, and then the models as they are."""

    async def work() -> int:
        from models.embedding.checkpoint.weights import CheckpointError
        from models.embedding.network import NetworkError  # late: it brings the runtime

        try:
            _done(asked, chosen)
        except (NetworkError, CheckpointError, OSError) as error:
            sys.stderr.write(f"sempal: {error}\n")
            return 1
        _print(asked, chosen(asked.folder, None).model)
        return 0

    return work


def _done(asked: Asked, chosen: Chosen) -> None:
    from models.embedding import registry

    name = asked.model
    match asked.action:
        case "install":
            from models.embedding.clap.installation import install

            target = registry.place(name, asked.folder)
            with ExitStack() as fetched:
                weights, words = (
                    fetched.enter_context(at_hand(one, target.parent)) if one else None
                    for one in (asked.checkpoint, asked.tokenizer)
                )
                if weights is None:
                    raise ValueError("install without a checkpoint")
                install(weights, target, tokenizer=words, digest=asked.digest)
        case "verify":
            choice = chosen(asked.folder, None).model
            name = registry.effective(name or choice, asked.folder)
            registry.verify(name, asked.folder)
            if not asked.json:
                print(f"{name} is whole and calculates rightly")
        case "use":
            registry.opened(name, asked.folder)
            chosen(asked.folder, lambda settings: replace(settings, model=name))
        case _:
            pass


def _print(asked: Asked, choice: str) -> None:
    from models.embedding import registry

    listed = registry.listed(choice, asked.folder)
    if asked.json:
        print(json.dumps([asdict(one) for one in listed]))
        return
    for one in listed:
        state = "listens" if one.chosen else "installed" if one.installed else "not installed"
        print(f"{one.name:<8} {state}{', finds sounds by words' if one.words else ''}")
