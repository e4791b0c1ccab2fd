"""All keys as a person reads them: by where they hold, one line for each command.

The sheet of keys and README show them; no window is needed to make them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ui.keymap import Binding
from ui.text import key_sheet as text

FEW_PANELS = 2
"""Panels of the two lists of samples; what holds on more is told for all lists."""


@dataclass(frozen=True, slots=True)
class KeyLine:
    """Keys that do the same, or that differ in a number only: `1` to `9`."""

    keys: tuple[str, ...]
    """As the table writes them, see `keystroke`."""
    names: tuple[str, ...]
    """Of the commands; several where a number tells them apart."""
    words: str


def chapters(bindings: Iterable[Binding]) -> list[tuple[str, list[KeyLine]]]:
    """Return a heading and its lines for each place where keys hold; those of everywhere first."""
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
