"""Registry of verbs: each module of this package with a line `VERB = …`."""

from __future__ import annotations

import os
import re
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from ui.commandline.verb import Group, Verb

WINDOW = "window"
"""The default verb; its options are those of `sempal` itself."""
_FOLDER = Path(__file__).parent
_DECLARATION = re.compile(
    r"""\nVERB = (?:Verb|Group)\(\s*"(?P<name>[^"\\\n]*)",\s*"(?P<help>[^"\\\n]*)","""
)


def summaries() -> dict[str, str]:
    """Return the help texts of all verbs by name, sorted.

    They are read from the sources: importing all verbs imports every actor, which takes a second.
    """
    found = dict[str, str]()
    for name in sorted(os.listdir(_FOLDER)):  # noqa: PTH208 - pathlib takes ten times as long
        if name.endswith(".py"):
            with open(f"{_FOLDER}/{name}", encoding="utf-8") as file:  # noqa: PTH123 - as above
                text = file.read()
            if (begins := text.find("\nVERB = ")) >= 0:
                found.update((_declared(text[begins:]),))
    return found


def load(name: str) -> Verb[Any] | Group:
    """Import a verb named by `summaries`."""
    module = import_module(f"{__package__}.{name.replace('-', '_')}")
    return cast("Verb[Any] | Group", module.VERB)


def load_all() -> list[tuple[str, Verb[Any]]]:
    """Import all verbs; return them with the words to type: `("model use", …)`."""
    found = list[tuple[str, Verb[Any]]]()
    for name in summaries():
        one = load(name)
        if isinstance(one, Group):
            found += [(f"{name} {action.name}", action) for action in one.actions]
        else:
            found.append((name, one))
    return found


def _declared(text: str) -> tuple[str, str]:
    """Return name and help of the declaration with which `text` begins.

    Parsing the modules to find them takes 25 ms, a start without a window hardly more.
    """
    found = _DECLARATION.match(text)
    if found is None:
        raise ValueError("name and help of a VERB must be its first two arguments, as literals")
    return found["name"], found["help"]
