"""Guide: table of keyboard shortcuts by context, with their names for `[keys]`."""

from __future__ import annotations

from ui.key_lines import KeyLine, chapters
from ui.keymap import BINDINGS
from ui.keystroke import NAMES, display_keys


def block() -> str:
    """Return the table in Markdown."""
    rows = ["| keys | | name in `[keys]` |", "|---|---|---|"]
    for heading, lines in chapters(BINDINGS):
        rows.append(f"| **{heading.capitalize()}** | | |")
        rows += [_row(line) for line in lines]
    return "\n".join(rows)


def _row(line: KeyLine) -> str:
    keys, names = [written(one) for one in line.keys], [f"`{one}`" for one in line.names]
    several = len(names) > 1  # they differ in a digit
    return (
        f"| {f'{keys[0]} … {keys[-1]}' if several else ' · '.join(keys)}"
        f" | {line.words} | {f'{names[0]} … {names[-1]}' if several else names[0]} |"
    )


def written(keys: str) -> str:
    """Return keys in Markdown: letters in upper case as on keyboards, symbols as typed."""
    pressed = ("+".join(f"<kbd>{one}</kbd>" for one in _parts(part)) for part in keys.split())
    return " then ".join(pressed)


def _parts(pressed: str) -> list[str]:
    *held, key = pressed.split("+")
    if held == ["Shift"] and len(key) == 1 and not key.isalnum():
        return [display_keys(pressed)]
    return [*held, NAMES.get(key, key.upper())]
