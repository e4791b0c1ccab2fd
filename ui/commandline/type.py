"""`sempal type TYPE FILE…`: set the type of samples; detection does not override it."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from actors.kernel.reply import ask
from actors.messages import library
from models.library.file_name import display_path, encode_path
from models.types.sound_type import SoundType
from ui.commandline.argument import positional
from ui.commandline.context import Context
from ui.commandline.output import complain
from ui.commandline.status import Status
from ui.commandline.verb import Options, Verb
from ui.text import commandline as text

PATIENCE = 60.0
"""Timeout of the library in seconds."""
DETECTED = "detected"
"""Argument in place of a type: reset to the detected one."""
TYPES = [*(one.value for one in SoundType), DETECTED]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeOptions(Options):
    """Arguments of `type`."""

    type: str = positional(
        "TYPE", f"{', '.join(TYPES[:-1])}; or {DETECTED} to reset it", choices=TYPES
    )
    files: tuple[Path, ...] = positional("FILE", "samples of the library", nargs="+", type=Path)


async def run(context: Context, options: TypeOptions) -> int:
    """Set the type and print the resulting types; complain about files not in the library."""
    chosen = None if options.type == DETECTED else SoundType(options.type)
    wanted = [os.fsencode(path.absolute()) for path in options.files]
    async with context.library() as ports:
        samples = await ask(ports.library, library.Export, within=PATIENCE)
        known = {sample.path: sample.id for sample in samples}
        found = tuple(known[path] for path in wanted if path in known)
        await ask(ports.library, partial(library.CorrectType, found, chosen), within=PATIENCE)
        after = {one.id: one for one in await ask(ports.library, library.Export, within=PATIENCE)}
    for one in found:
        kind = after[one].type
        word = kind.value if kind else None
        row = {"path": encode_path(after[one].path), "type": word}
        line = f"{word or text.UNKNOWN_TYPE}\t{display_path(after[one].path)}"
        print(json.dumps(row) if options.json else line)
    unknown = [path for path in wanted if path not in known]
    for path in unknown:
        complain(text.not_in_library(display_path(path)))
    return Status.FAILED if unknown else Status.DONE


VERB = Verb(
    "type",
    "set the type of samples",
    TypeOptions,
    run,
    example="sempal type kick ~/Samples/Drums/boom.wav",
    app=False,
)
