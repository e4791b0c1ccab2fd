"""The command line of an editor, as `config.toml` has it: `audacity %F`."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence

from models.handoff.file_uri import file_uri


class InvalidCommand(ValueError):
    """A command line is refused; the message says why, lower case."""


def command_lines(template: str, paths: Sequence[bytes]) -> tuple[tuple[bytes, ...], ...]:
    """Return the arguments of each program to start, the program first.

    `%F` stands for all paths, `%U` for all URIs, `%f` and `%u` for one: then a program is started
    for each file. Without any of them the paths are added. `%%` is `%`; other codes are left out.
    Source: Desktop Entry Specification, the Exec key.

    Args:
        template: Words as in a shell; quotes are understood, no shell is involved.
        paths: Absolute.

    Raises:
        InvalidCommand: There are no words, or a quote is not closed.
    """
    try:
        words = shlex.split(os.path.expanduser(template))
    except ValueError as error:
        raise InvalidCommand(f"“{template}”: {error}".lower()) from error
    if not words:
        raise InvalidCommand("no command is named")
    codes = {word for word in words[1:] if word in {"%f", "%F", "%u", "%U"}}
    if not codes:
        words.append("%F")
    each = bool(codes & {"%f", "%u"})
    groups = [(path,) for path in paths] if each else [tuple(paths)]
    return tuple(_filled(words, group) for group in groups)


def _filled(words: Sequence[str], paths: tuple[bytes, ...]) -> tuple[bytes, ...]:
    filled: list[bytes] = []
    for word in words:
        match word:
            case "%f" | "%F":
                filled += paths
            case "%u" | "%U":
                filled += map(file_uri, paths)
            case _ if len(word) == 2 and word[0] == "%" and word != "%%":  # noqa: PLR2004 - a code
                pass
            case _:
                filled.append(os.fsencode(word.replace("%%", "%")))
    return tuple(filled)
