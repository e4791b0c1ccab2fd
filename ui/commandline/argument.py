"""Arguments of a verb, declared as fields of a dataclass: flag, default and help in one place.

Such a dataclass is frozen and `kw_only`. `add` gives its fields to an `argparse` parser, `read`
makes one of what was parsed.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, TypeVar

KEY = "argument"
"""Of a field's metadata."""
Options = TypeVar("Options")


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a command line."""

    flag: str
    """Such as `--full`; empty: it is told by its position."""
    given: Mapping[str, Any]
    """For `ArgumentParser.add_argument`."""

    @property
    def usage(self) -> str:
        """Return it as a line of usage has it: `FILE…`, `[--limit N]`."""
        metavar = str(self.given.get("metavar", ""))
        if self.flag:
            whole = f"{self.flag} {metavar}".rstrip()
            return whole if self.given.get("required") else f"[{whole}]"
        many = {"?": f"[{metavar}]", "*": f"[{metavar}…]", "+": f"{metavar}…"}
        return many.get(str(self.given.get("nargs")), metavar)


def positional(metavar: str, text: str, *, default: object = MISSING, **given: Any) -> Any:
    """Declare an argument that is told by its position.

    Args:
        metavar: Its name in usage and help.
        text: Its help.
        default: Where it may be left out and is.
        given: More for `add_argument`: `type`, `choices`, or `nargs` (`?` may be left out, `*` any
            number, `+` one or more; both become a tuple).
    """
    return _declared(Argument("", {"metavar": metavar, "help": text, **given}), default)


def option(flag: str, metavar: str, text: str, *, default: object = "", **given: Any) -> Any:
    """Declare an option with a value.

    Args:
        flag: Such as `--limit`.
        metavar: Of the value, in usage and help; empty: the choices.
        text: Its help.
        default: Where it is left out.
        given: More for `add_argument`: `type`, `choices`, `required`.
    """
    shown = metavar or f"{{{','.join(given['choices'])}}}"
    return _declared(Argument(flag, {"metavar": shown, "help": text, **given}), default)


def flag(name: str, text: str) -> Any:
    """Declare an option that is given or not."""
    return _declared(Argument(name, {"help": text, "action": "store_true"}), default=False)


def declared(options: type) -> Mapping[str, Argument]:
    """Return the arguments of a dataclass by the name of their field."""
    return {one.name: one.metadata[KEY] for one in fields(options) if KEY in one.metadata}


def add(parser: argparse.ArgumentParser, options: type) -> None:
    """Give the arguments of a dataclass to a parser."""
    defaults = {one.name: one.default for one in fields(options)}
    for name, argument in declared(options).items():
        given = dict(argument.given)
        if defaults[name] is not MISSING:
            given["default"] = defaults[name]
        if argument.flag:
            parser.add_argument(argument.flag, dest=name, **given)
        else:
            parser.add_argument(name, **given)


def read(words: argparse.Namespace, options: type[Options]) -> Options:
    """Return the dataclass with what was parsed; lists become tuples."""
    values = {name: getattr(words, name) for name in declared(options)}
    return options(
        **{name: tuple(one) if isinstance(one, list) else one for name, one in values.items()}
    )


def _declared(argument: Argument, default: object) -> Any:
    metadata = {KEY: argument}
    if default is MISSING:
        return field(metadata=metadata)
    return field(default=default, metadata=metadata)
