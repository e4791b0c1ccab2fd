"""A verb of the command line: `VERB = Verb(…)` in the module of the same name.

To add a verb, write that module. Name and help are read from its source without importing it (see
`verbs`), so both must be literals; nothing else needs a change.
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
    """Whether a run locks the data folder, which excludes other processes that write."""

    ALWAYS = auto()
    """For the whole run."""
    NEVER = auto()
    """It does not write to the library or `config.toml`."""
    LATE = auto()
    """`run` itself enters `Context.lock()` around everything that writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Options of every verb; verbs with further options inherit it."""

    json: bool = flag("--json", "output JSON")


@dataclass(frozen=True, slots=True)
class Verb(Generic[Given]):
    """A verb: `sempal NAME`."""

    name: str
    """As typed; the module name has `_` in place of `-`."""
    help: str
    """One line, lower case, no full stop."""
    options: type[Given]
    """A dataclass of arguments, see `argument`."""
    run: Callable[[Context, Given], Awaitable[int]]
    """Runs the verb, prints a sentence or JSON, and returns the exit status."""
    example: str
    """A command line."""
    lock: Lock | Callable[[Given], Lock] = Lock.ALWAYS
    mistake: Callable[[Given], str] = lambda _options: ""
    """Returns why options do not go together; empty: they do. It is asked before any lock."""
    app: bool = True
    """It starts all actors, which are imported before the event loop runs."""

    def locks(self, options: Given) -> Lock:
        """Return whether a run with these options locks the data folder."""
        return self.lock if isinstance(self.lock, Lock) else self.lock(options)


@dataclass(frozen=True, slots=True)
class Group:
    """Two-word verbs that share the first word: `sempal model use`."""

    name: str
    help: str
    actions: tuple[Verb[Any], ...]
