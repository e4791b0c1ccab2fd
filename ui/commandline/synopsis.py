"""All verbs with their arguments as plain data, for the manual page and shell completion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from ui.commandline import argument, verbs
from ui.commandline.parser import LEVELS
from ui.commandline.start import StartOptions
from ui.commandline.verb import Options, Verb


@dataclass(frozen=True, slots=True)
class Option:
    """An option, or a positional argument."""

    flag: str
    """Empty: positional."""
    help: str
    value: str = ""
    """Name of the value; empty: it has none."""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Synopsis:
    """A verb, or `sempal` itself."""

    words: str
    """Empty: `sempal` itself."""
    help: str
    usage: str
    options: tuple[Option, ...]
    positionals: tuple[Option, ...]
    example: str


COMMON = (
    Option("--data-dir", "use another .sempal folder", "DIR"),
    Option("--log-level", "console log level", "LEVEL", LEVELS),
    Option("--help", "show what it does"),
)
"""Options of `sempal` and of every verb."""


def synopses() -> Iterator[Synopsis]:
    """Yield `sempal` itself, then every verb, sorted. Imports all verbs, which takes a second."""
    for words, verb in (("", verbs.load(verbs.WINDOW)), *verbs.load_all()):
        if words != verbs.WINDOW and isinstance(verb, Verb):
            yield _synopsis(words, verb.help, StartOptions if not words else verb.options, verb)


def _synopsis(words: str, said: str, options: type, verb: Verb[object]) -> Synopsis:
    names = [one.name for one in fields(options)]
    if issubclass(options, Options):  # those of the verb itself come first
        names.sort(key=lambda name: name in argument.declared(Options))
    known = argument.declared(options)
    declared = [known[name] for name in names if name in known]
    every = [_option(one) for one in declared]
    usage = [one.usage for one in declared]
    extra = (Option("--version", "print it"),) if not words else ()
    return Synopsis(
        words,
        said,
        " ".join(("sempal", *words.split(), *usage, *(() if words else ("[FILE…]",)))),
        (*(one for one in every if one.flag), *COMMON, *extra),
        tuple(one for one in every if not one.flag),
        verb.example,
    )


def _option(one: argument.Argument) -> Option:
    has_value = one.given.get("action") != "store_true"
    return Option(
        one.flag,
        str(one.given.get("help", "")),
        str(one.given.get("metavar", "")) if has_value else "",
        tuple(map(str, one.given.get("choices", ()))),
    )
