"""Command-line parser: returns a verb and its options."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, cast

from ui.commandline import argument, verbs
from ui.commandline.start import StartOptions
from ui.commandline.verb import Group, Lock, Verb
from ui.text.commandline import DESCRIPTION, STATUSES

LEVELS = ("TRACE", "DEBUG", "INFO", "WARNING", "ERROR")

VALUED = frozenset(
    {
        "--data-dir",
        "--log-level",
        *(one.flag for one in argument.declared(StartOptions).values() if "type" in one.given),
    }
)
"""Options of `sempal` itself that have a value."""
WINDOWLESS = frozenset({"-h", "--help", "--version", "--offscreen"})
"""Options of `sempal` itself that need no screen."""


@dataclass(frozen=True, slots=True)
class Call:
    """A parsed command line."""

    verb: Verb[Any]
    options: Any
    """Of the verb's own type."""
    folder: Path
    """The `.sempal` folder."""
    level: str
    """Log level of the console."""
    level_named: bool
    """Set by an option or the environment, which take precedence over `config.toml`."""
    debug: bool

    @property
    def lock(self) -> Lock:
        """Whether the verb locks the data folder."""
        return self.verb.locks(self.options)


def data_folder() -> Path:
    """Return the `.sempal` folder of this platform.

    `SEMPAL_CONFIG_HOME` replaces the platform's configuration folder.
    """
    base = os.environ.get("SEMPAL_CONFIG_HOME")
    if not base:
        import platformdirs  # late: 40 ms

        base = platformdirs.user_config_dir(roaming=True)
    return Path(base) / ".sempal"


def parse(argv: Sequence[str]) -> Call:
    """Parse `argv`; exit with a message and status 2 if it is invalid."""
    argv, paths = _split(argv)
    words = _parsed(argv)
    start = argument.read(words, StartOptions)
    verb: Verb[Any] = words.chosen or cast("Verb[Any]", verbs.load(verbs.WINDOW))
    options = argument.read(words, verb.options)
    if isinstance(options, StartOptions):
        options = replace(options, paths=paths)
    named = words.log_level or os.environ.get("SEMPAL_LOG")
    return Call(
        verb,
        options,
        folder=Path(words.data_dir).expanduser() if words.data_dir else data_folder(),
        level=words.log_level or os.environ.get("SEMPAL_LOG", "WARNING").upper(),
        level_named=bool(named),
        debug=start.debug,
    )


def opens_window(argv: Sequence[str]) -> bool:
    """Tell whether there is no verb, nor anything that is answered without a window."""
    value = False
    for word in argv:
        if not value and (word in WINDOWLESS or not (word.startswith("-") or _is_path(word))):
            return False
        value = not value and word in VALUED
    return True


def _parsed(argv: Sequence[str]) -> argparse.Namespace:
    """Parse options and verb; verbs are not searched for where there is none."""
    if opens_window(argv):
        try:
            return parser(_Lenient, with_verbs=False).parse_args(argv)
        except _WrongError:
            pass  # the whole parser knows how to say it
    return parser().parse_args(argv)


def _split(argv: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """Return options and verb, and the paths for the window; `sempal FILE…` has no verb.

    `argparse` takes the first word for a verb.
    """
    kept, paths, value, ended = list[str](), list[str](), False, False
    for word in argv:
        if value or (word.startswith("-") and not ended):
            ended = ended or (word == "--" and not value)
            value = not value and word in VALUED
            if word != "--":
                kept.append(word)
        elif paths or ended or _is_path(word):
            paths.append(word)
        else:  # a verb, which has arguments of its own
            return list(argv), ()
    return kept, tuple(paths)


def _is_path(word: str) -> bool:
    if os.sep in word or "." in word:  # no verb has these
        return True
    return os.path.lexists(word) and word not in verbs.summaries()


class _WrongError(Exception):
    """Arguments that cannot be parsed."""


class _Lenient(argparse.ArgumentParser):
    """A parser that raises instead of ending the program."""

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments.

        Raises:
            _WrongError: Always.
        """
        raise _WrongError(message)


def parser(
    kind: type[argparse.ArgumentParser] = argparse.ArgumentParser, *, with_verbs: bool = True
) -> argparse.ArgumentParser:
    """Return the parser; a verb is imported when its own arguments are parsed."""
    whole = kind(
        prog="sempal",
        description=DESCRIPTION,
        epilog=epilog(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.add_argument("--version", action=_Version)
    _common(whole)
    argument.add(whole, StartOptions)
    whole.set_defaults(chosen=None)
    if not with_verbs:
        return whole
    commands = whole.add_subparsers(metavar="COMMAND", title="commands", parser_class=_LateParser)
    for name, words in verbs.summaries().items():
        if name != verbs.WINDOW:
            one = commands.add_parser(name, help=words)
            one.fill = partial(_fill, one, name)
    return whole


def epilog() -> str:
    """Return the text below `sempal --help`."""
    statuses = "\n".join(f"  {status:<4} {words}" for status, words in STATUSES.items())
    return f"Options of a command: sempal COMMAND --help\n\nexit status:\n{statuses}"


class _LateParser(argparse.ArgumentParser):
    """A parser that adds its arguments on first use."""

    def __init__(self, **given: Any) -> None:
        super().__init__(formatter_class=argparse.RawDescriptionHelpFormatter, **given)
        self.fill: Callable[[], None] | None = None

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Add the arguments, then parse."""
        fill, self.fill = self.fill, None
        if fill is not None:
            fill()
        return super().parse_known_args(args, namespace)


class _Version(argparse.Action):
    """Prints the version, which takes 0.1 s to determine."""

    def __init__(self, option_strings: Sequence[str], dest: str) -> None:
        super().__init__(
            option_strings,
            dest,
            nargs=0,
            default=argparse.SUPPRESS,
            help="show the version and exit",
        )

    def __call__(self, parser: argparse.ArgumentParser, *_words: object) -> None:
        """Print the version and exit."""
        from importlib.metadata import version

        print(f"sempal {version('sempal')}")
        parser.exit()


def _fill(parser: argparse.ArgumentParser, name: str) -> None:
    found = verbs.load(name)
    if not isinstance(found, Group):
        _describe(parser, found)
        return
    parser.description = _sentence(found.help)
    actions = parser.add_subparsers(
        metavar="ACTION", title="actions", required=True, parser_class=_LateParser
    )
    for action in found.actions:
        _describe(actions.add_parser(action.name, help=action.help), action)


def _describe(parser: argparse.ArgumentParser, verb: Verb[Any]) -> None:
    parser.description, parser.epilog = _sentence(verb.help), f"example:\n  {verb.example}"
    argument.add(parser, verb.options)
    _common(parser, default=argparse.SUPPRESS)
    parser.set_defaults(chosen=verb)


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def _common(parser: argparse.ArgumentParser, default: str | None = None) -> None:
    parser.add_argument(
        "--data-dir", metavar="DIR", default=default, help="use another .sempal folder"
    )
    parser.add_argument(
        "--log-level",
        type=str.upper,
        choices=LEVELS,
        default=default,
        metavar="LEVEL",
        help=f"console log level: {', '.join(LEVELS)}; also SEMPAL_LOG",
    )
