"""Arguments of a verb, declared as fields of a dataclass: flag, default and help in one place.

The dataclass is frozen and `kw_only`. `add` adds its fields to an `argparse` parser, `read` creates
an instance from the parsed arguments.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, TypeVar

from ui.text.commandline import NO_NUMBER, NO_WHOLE_NUMBER

KEY = "argument"
"""Key in a field's metadata."""
Options = TypeVar("Options")


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a command line."""

    flag: str
    """Such as `--full`; empty: positional."""
    given: Mapping[str, Any]
    """Keyword arguments of `ArgumentParser.add_argument`."""

    @property
    def usage(self) -> str:
        """Return the argument in the notation of a usage line: `FILE…`, `[--limit N]`."""
        metavar = str(self.given.get("metavar", ""))
        if self.flag:
            whole = f"{self.flag} {metavar}".rstrip()
            return whole if self.given.get("required") else f"[{whole}]"
        many = {"?": f"[{metavar}]", "*": f"[{metavar}…]", "+": f"{metavar}…"}
        return many.get(str(self.given.get("nargs")), metavar)


def positional(metavar: str, text: str, *, default: object = MISSING, **given: Any) -> Any:
    """Declare a positional argument.

    Args:
        metavar: Name in usage and help.
        text: Help text.
        default: Value if it is optional and left out.
        given: Further arguments of `add_argument`: `type`, `choices`, or `nargs` (`?` optional, `*`
            any number, `+` one or more; both become a tuple).
    """
    return _declared(Argument("", {"metavar": metavar, "help": text, **given}), default)


def option(flag: str, metavar: str, text: str, *, default: object = "", **given: Any) -> Any:
    """Declare an option with a value.

    Args:
        flag: Such as `--limit`.
        metavar: Name of the value in usage and help; empty: the choices.
        text: Help text.
        default: Value if it is left out.
        given: Further arguments of `add_argument`: `type`, `choices`, `required`.
    """
    shown = metavar or f"{{{','.join(given['choices'])}}}"
    return _declared(Argument(flag, {"metavar": shown, "help": text, **given}), default)


def flag(name: str, text: str) -> Any:
    """Declare a boolean option."""
    return _declared(Argument(name, {"help": text, "action": "store_true"}), default=False)


class _Reader:
    """Reads the value of an argument; `argparse` would tell the name of the function."""

    def __init__(self, read: Callable[[str], object]) -> None:
        self._read = read

    def __call__(self, given: str) -> object:
        """Return the value.

        Raises:
            argparse.ArgumentTypeError: It is none.
        """
        try:
            return self._read(given)
        except (TypeError, ValueError):
            words = NO_WHOLE_NUMBER if self._read is int else NO_NUMBER
            raise argparse.ArgumentTypeError(f"{words}: {given}") from None


def declared(options: type) -> Mapping[str, Argument]:
    """Return the arguments of a dataclass by field name."""
    return {one.name: one.metadata[KEY] for one in fields(options) if KEY in one.metadata}


def add(parser: argparse.ArgumentParser, options: type) -> None:
    """Add the arguments of a dataclass to a parser."""
    defaults = {one.name: one.default for one in fields(options)}
    for name, argument in declared(options).items():
        given = dict(argument.given)
        if defaults[name] is not MISSING:
            given["default"] = defaults[name]
        if "type" in given:
            given["type"] = _Reader(given["type"])
        if argument.flag:
            parser.add_argument(argument.flag, dest=name, **given)
        else:
            parser.add_argument(name, **given)


def read(words: argparse.Namespace, options: type[Options]) -> Options:
    """Create the dataclass from the parsed arguments; lists become tuples."""
    values = {name: getattr(words, name) for name in declared(options)}
    return options(
        **{name: tuple(one) if isinstance(one, list) else one for name, one in values.items()}
    )


def _declared(argument: Argument, default: object) -> Any:
    metadata = {KEY: argument}
    if default is MISSING:
        return field(metadata=metadata)
    return field(default=default, metadata=metadata)
