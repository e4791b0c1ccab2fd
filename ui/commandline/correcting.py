"""`sempal type KIND FILE…`: what kind of sound samples are, as a person says."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial

from actors.kernel.reply import ask
from actors.messages import library
from actors.messages.ports import Ports
from models.library.file_name import encoded, shown
from models.types.sound_type import SoundType
from ui.commandline.arguments import DETECTED, Asked

PATIENCE = 60.0
"""Seconds the library may take to answer."""


def correct(app: AbstractAsyncContextManager[Ports], asked: Asked) -> Callable[[], Awaitable[int]]:
    """Return the work: keep what is said; files that are no samples are named."""

    async def work() -> int:
        said = None if asked.type == DETECTED else SoundType(asked.type)
        wanted = [os.fsencode(path.absolute()) for path in asked.files]
        async with app as ports:
            samples = await ask(ports.library, library.Export, within=PATIENCE)
            known = {sample.path: sample.id for sample in samples}
            found = tuple(known[path] for path in wanted if path in known)
            correct_them = partial(library.CorrectType, found, said)
            await ask(ports.library, correct_them, within=PATIENCE)
            after = {
                one.id: one for one in await ask(ports.library, library.Export, within=PATIENCE)
            }
        for one in found:
            kind = after[one].type
            word = kind.value if kind else None
            row = {"path": encoded(after[one].path), "type": word}
            print(
                json.dumps(row) if asked.json else f"{word or 'unknown'}\t{shown(after[one].path)}"
            )
        unknown = [path for path in wanted if path not in known]
        for path in unknown:
            sys.stderr.write(f"sempal: {shown(path)} is no sample\n")
        return 1 if unknown else 0

    return work
