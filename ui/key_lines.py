"""All key bindings grouped by panel, one line per command.

Used by the keyboard shortcuts sheet and README; needs no window.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ui.keymap import Binding
from ui.text import key_sheet as text

FEW_PANELS = 2
"""Number of lists of samples; bindings on more panels are shown under "all lists"."""


@dataclass(frozen=True, slots=True)
class KeyLine:
    """Keys of one command, or of commands that differ only in a number: `1` to `9`."""

    keys: tuple[str, ...]
    """In the notation of the key table, see `keystroke`."""
    names: tuple[str, ...]
    """Command names; several if they differ only in a number."""
    words: str


def chapters(bindings: Iterable[Binding]) -> list[tuple[str, list[KeyLine]]]:
    """Return a heading and lines for each panel, with the global bindings first."""
    places: dict[str, list[Binding]] = {text.EVERYWHERE: []}
    for binding in bindings:
        places.setdefault(_place(binding), []).append(binding)
    return [(place, _lines(found)) for place, found in places.items()]


def _place(binding: Binding) -> str:
    if len(binding.panels) > FEW_PANELS:
        return text.LISTS
    return text.heading(binding.panels[0]) if binding.panels else text.EVERYWHERE


def _lines(bindings: list[Binding]) -> list[KeyLine]:
    lines: dict[str, list[Binding]] = {}
    for binding in bindings:
        lines.setdefault(binding.words.rstrip("0123456789").rstrip(), []).append(binding)
    return [
        KeyLine(
            tuple(one.keys for one in found),
            tuple(dict.fromkeys(one.name for one in found)),
            words,
        )
        for words, found in lines.items()
    ]
