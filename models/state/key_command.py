"""Rows of the key table that stand beside their intent.

A command whose intent needs nothing of the window is declared at the class of the intent, with
`key_command`; the others, and further keys of the same intent, are rows of `ui/keymap.py`, which
collects all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from models.state.screen import Panel

Intent = TypeVar("Intent")

WAVEFORM = (Panel.WAVEFORM,)
SAMPLES = (Panel.SAMPLES, Panel.MEMBERS)
MEMBERS = (Panel.MEMBERS,)
COLLECTIONS = (Panel.COLLECTIONS,)
LISTS = (*SAMPLES, Panel.SOURCES, Panel.FOLDERS, Panel.COLLECTIONS)
FOLDERS = (Panel.FOLDERS,)
SLICES = (Panel.SLICES,)
FILES = (*SAMPLES, *WAVEFORM)
"""Panels where a sample is chosen."""


@dataclass(frozen=True, slots=True)
class KeyCommand:
    """A command that is declared beside its intent; the fields are those of `ui.keymap.Command`."""

    name: str
    words: str
    keys: tuple[str, ...]
    intent: Callable[[], Any]
    panels: tuple[Panel, ...]
    after: str
    """Name of the command that it follows in the table; empty: it is the first, or the last."""


DECLARED: list[KeyCommand] = []
"""Filled while the modules of intents are imported."""


def key_command(
    name: str, words: str, *keys: str, panels: tuple[Panel, ...] = (), after: str = ""
) -> Callable[[type[Intent]], type[Intent]]:
    """Return a class decorator that declares the command of an intent without arguments.

    Args:
        name: Name in `[keys]` of `config.toml`.
        words: Description in the keyboard shortcuts sheet and README.
        keys: Each as `Ctrl+Shift+z`, or `g w` for a chord.
        panels: Where it applies; empty: everywhere.
        after: Name of the command that it follows in the sheet and README.
    """

    def declare(intent: type[Intent]) -> type[Intent]:
        DECLARED.append(KeyCommand(name, words, keys, intent, panels, after))
        return intent

    return declare
