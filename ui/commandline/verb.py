"""A verb of the command line: `VERB = Verb(…)` in the file that is called like it.

To add one, write that file. Its name and help are read from the source without importing it (see
`verbs`), so both must be literal; everything else finds it by itself.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Generic, TypeVar

from ui.commandline.argument import flag
from ui.commandline.context import Context

Given = TypeVar("Given")


class Lock(Enum):
    """Whether a run holds the data folder, which no other sempal that writes can have meanwhile."""

    ALWAYS = auto()
    """From before `run` until it has ended."""
    NEVER = auto()
    """It leaves the library and `config.toml` as they are."""
    LATE = auto()
    """`run` enters `Context.lock()` around what writes, and only then writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What every verb takes; one with more of its own inherits it."""

    json: bool = flag("--json", "output JSON")


@dataclass(frozen=True, slots=True)
class Verb(Generic[Given]):
    """What `sempal NAME` does."""

    name: str
    """As it is typed; the file has `_` in place of `-`."""
    help: str
    """One line, lower case, no full stop."""
    options: type[Given]
    """A dataclass of arguments, see `argument`."""
    run: Callable[[Context, Given], Awaitable[int]]
    """Does it, prints a sentence or JSON, and returns the exit status."""
    example: str
    """A command line."""
    lock: Lock | Callable[[Given], Lock] = Lock.ALWAYS
    app: bool = True
    """It starts the actors, which are imported before the loop runs."""

    def locks(self, options: Given) -> Lock:
        """Return whether a run with these options holds the data folder."""
        return self.lock if isinstance(self.lock, Lock) else self.lock(options)


@dataclass(frozen=True, slots=True)
class Group:
    """Verbs of two words that share the first: `sempal model use`."""

    name: str
    help: str
    actions: tuple[Verb[Any], ...]
