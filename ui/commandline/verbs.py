"""Registry of verbs: each module of this package with a line `VERB = …`."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from ui.commandline.verb import Group, Verb

WINDOW = "window"
"""The default verb; its options are those of `sempal` itself."""
_FOLDER = Path(__file__).parent


def summaries() -> dict[str, str]:
    """Return the help texts of all verbs by name, sorted.

    They are read from the sources: importing all verbs imports every actor, which takes a second.
    """
    found = dict[str, str]()
    for path in sorted(_FOLDER.glob("*.py")):
        text = path.read_text("utf-8")
        if "\nVERB = " in text:
            name, words = _declared(ast.parse(text))
            found[name] = words
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


def _declared(module: ast.Module) -> tuple[str, str]:
    for line in module.body:
        match line:
            case ast.Assign(
                targets=[ast.Name(id="VERB")],
                value=ast.Call(
                    args=[ast.Constant(value=str(name)), ast.Constant(value=str(words)), *_]
                ),
            ):
                return name, words
            case _:
                pass
    raise ValueError("name and help of a VERB must be its first two arguments, as literals")
