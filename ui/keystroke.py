"""How keys are written: in the table, in `config.toml`, and for a person."""

from __future__ import annotations

HELD = ("ctrl", "alt", "shift", "meta")
"""Modifiers, in the order in which they are written."""
NAMES = {
    "space": "Space",
    "escape": "Esc",
    "enter": "Enter",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "delete": "Del",
    "insert": "Ins",
    "backspace": "⌫",
    "tab": "Tab",
}
"""Keys that are no letters, as the table and as a person writes them."""
SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789`-=[]\\;',./")
"""Keys with a sign of their own: what they write without Shift."""
FUNCTIONS = frozenset(f"f{number}" for number in range(1, 13))


class NoKey(ValueError):
    """A text does not name a key; it says why."""


def stroke(key: str, modifiers: frozenset[str]) -> str:
    """Return the name of a key press as the table writes it.

    Args:
        key: Name of the key without modifiers, lower case, such as `a` or `up`.
        modifiers: Any of `HELD`; others (locks) are ignored.
    """
    held = [name.capitalize() for name in HELD if name in modifiers]
    return "+".join([*held, key])


def parsed(text: str) -> str:
    """Return keys that a person wrote as the table writes them: `ctrl + Z`, `g S`, `?`.

    Raises:
        NoKey: there are no such keys.
    """
    words = text.replace(" + ", "+").split()
    if not 1 <= len(words) <= 2:  # noqa: PLR2004 - a chord has two keys
        raise NoKey("one key, or two for a chord")
    return " ".join(_parsed(word) for word in words)


def _parsed(word: str) -> str:
    *held, key = word.split("+") if word != "+" else ["Shift", "="]
    modifiers = {name.lower() for name in held}
    if unknown := modifiers.difference(HELD):
        raise NoKey(f"there is no key “{min(unknown)}” to hold")
    if len(key) == 1 and key.isupper() and not modifiers:  # `Ctrl+Z` is read without Shift
        modifiers.add("shift")
    key = {shown.lower(): name for name, shown in NAMES.items()}.get(key.lower(), key.lower())
    if key in _SHIFTED:
        modifiers.add("shift")
        key = _SHIFTED[key]
    if key not in SIGNS and key not in NAMES and key not in FUNCTIONS:
        raise NoKey(f"there is no key “{key}”")
    return stroke(key, frozenset(modifiers))


_SHIFTED = dict(zip('?{}|:"<>~_', "/[]\\;',.`-", strict=True))
"""Signs that are written with Shift on the keyboard that the table is made for (US)."""


def spelled(keys: str) -> str:
    """Return `keys` as a person reads them: `g S`, `Ctrl+F`, `?`, `↑`."""
    return " ".join(_spelled(part) for part in keys.split(" "))


def _spelled(pressed: str) -> str:
    *held, key = pressed.split("+")
    if held == ["Shift"] and len(key) == 1:
        return next((sign for sign, plain in _SHIFTED.items() if plain == key), key.upper())
    shown = NAMES.get(key, key.upper() if held or key in FUNCTIONS else key)
    return "+".join([*held, shown])
