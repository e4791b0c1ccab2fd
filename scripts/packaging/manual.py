"""The manual page, made from the parser's own tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import version

from ui.commandline.synopsis import Option, Synopsis, synopses
from ui.text.commandline import DESCRIPTION, STATUSES

FILES = {
    "~/.config/.sempal/library.db": "sources, samples, marks, collections and the journal of steps",
    "~/.config/.sempal/config.toml": "settings that differ from their defaults",
    "~/.config/.sempal/backups": "checked copies of the library, for sempal backup restore",
    "~/.config/.sempal/originals": "contents that edits replaced",
    "~/.config/.sempal/logs": "one log for each start",
}

ENVIRONMENT = {
    "SEMPAL_CONFIG_HOME": "folder in which .sempal is, in place of the platform's",
    "SEMPAL_LOG": "level of the console log",
    "KIVY_METRICS_DENSITY": "scale of the window, such as 1.5",
}


def manual_page() -> str:
    """Return the page in the language of man(7)."""
    found = tuple(synopses())
    return "\n".join((*_head(found), *_verbs(found), *_foot(), ""))


def _head(found: tuple[Synopsis, ...]) -> Iterator[str]:
    yield f'.TH SEMPAL 1 "" "sempal {version("sempal")}" "User Commands"'
    yield from (".SH NAME", "sempal \\- browse and audition audio samples")
    yield from (".SH SYNOPSIS", f".B {_escaped(found[0].usage)}", ".br")
    yield ".B sempal COMMAND [ARGUMENT\\[u2026]]"
    yield from (".SH DESCRIPTION", _escaped(DESCRIPTION))
    yield ".SH OPTIONS"
    yield from _options(found[0].options)
    yield ".SH COMMANDS"


def _verbs(found: tuple[Synopsis, ...]) -> Iterator[str]:
    for one in found[1:]:
        yield from (f".SS {_escaped(one.words)}", f".B {_escaped(one.usage)}", ".PP")
        yield _escaped(f"{one.help[0].upper()}{one.help[1:]}.")
        common = {option.flag for option in found[0].options} - {""}
        yield from _options(
            (*one.positionals, *(option for option in one.options if option.flag not in common))
        )
        yield from (".PP", f"Example: {_escaped(one.example)}")


def _options(options: Iterable[Option]) -> Iterator[str]:
    for option in options:
        named = " ".join(filter(None, (option.flag, option.value)))
        yield from (".TP", f".B {_escaped(named)}", _escaped(option.help) or "\\&")


def _foot() -> Iterator[str]:
    yield ".SH EXIT STATUS"
    for status, words in STATUSES.items():
        yield from (".TP", f".B {status}", _escaped(words))
    yield ".SH FILES"
    for path, words in FILES.items():
        yield from (".TP", f".I {_escaped(path)}", _escaped(words))
    yield ".SH ENVIRONMENT"
    for name, words in ENVIRONMENT.items():
        yield from (".TP", f".B {name}", _escaped(words))


def _escaped(words: str) -> str:
    plain = words.replace("\\", "\\e").replace("-", "\\-").replace("…", "\\[u2026]")
    plain = plain.replace("'", "\\(aq").replace("`", "\\(aq")
    return f"\\&{plain}" if plain.startswith(".") else plain
