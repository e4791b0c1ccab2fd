"""How keys are written: in the table, in `config.toml`, and for a person."""

from __future__ import annotations

import unicodedata

from ui.text.key_sheet import TOO_MANY, unknown_key, unknown_modifier

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
        raise NoKey(TOO_MANY)
    return " ".join(_parsed(word) for word in words)


def _parsed(word: str) -> str:
    if word.endswith("+") and (word == "+" or word[-2] == "+"):
        word = f"{word[:-1]}Shift+="
    *held, key = unicodedata.normalize("NFC", word).split("+")
    modifiers = {name.lower() for name in held}
    if unknown := modifiers.difference(HELD):
        raise NoKey(unknown_modifier(min(unknown)))
    if (
        len(key) == 1 and key.isupper() and len(key.lower()) == 1 and not modifiers
    ):  # `Ctrl+Z` is read without Shift
        modifiers.add("shift")
    key = {shown.lower(): name for name, shown in NAMES.items()}.get(key.lower(), key.lower())
    if key in _SHIFTED:
        modifiers.add("shift")
        key = _SHIFTED[key]
    if key not in NAMES and key not in FUNCTIONS and not (len(key) == 1 and key.isprintable()):
        raise NoKey(unknown_key(key))
    return stroke(key, frozenset(modifiers))


def candidates(
    key: str, modifiers: frozenset[str], sign: str, place: str, *, latin: bool = True
) -> tuple[str, ...]:
    """Return what a press of a printing key may mean, as the table writes it, likeliest first.

    A key is called by the sign it types, whatever the layout; digits by their place, as they need
    Shift on some. Where letters are not Latin, they are called by what a US keyboard has there.

    Args:
        key: What it types without modifiers, lower case.
        modifiers: Any of `HELD`; others are ignored.
        sign: What it types with those held; `""`: unknown.
        place: What a US keyboard types there without modifiers; `""`: it has no such key.
        latin: The letters of the layout are Latin.
    """
    by_key, by_sign = stroke(key, modifiers), _signed(sign, modifiers)
    by_place = stroke(place, modifiers) if place else ""
    if _digit(key):
        found = [by_key, by_sign]
    elif _digit(place):
        found = ["" if key.isascii() else by_key, by_place, by_sign, by_key]
    elif not latin and place.isalpha():
        found = ["" if key.isascii() else by_key, by_place, by_sign]
    elif key.isalpha():
        found = [by_key, "" if sign.isalpha() else by_sign]
    else:
        found = [by_sign, by_key]
    if not latin:
        found.append(by_place)
    return tuple(dict.fromkeys(one for one in found if one))


def typed(sign: str, modifiers: frozenset[str]) -> tuple[str, ...]:
    """Return what a sign means that was typed with Shift or AltGr, as the table writes it."""
    return (_signed(sign, modifiers),) if sign else ()


def _signed(sign: str, modifiers: frozenset[str]) -> str:
    if not sign:
        return ""
    held = modifiers - {"shift"}
    if sign in _SHIFTED:
        return stroke(_SHIFTED[sign], held | {"shift"})
    if sign.isalpha() and sign.lower() != sign:
        return stroke(sign.lower(), held | {"shift"})
    return stroke(sign, held)


def latin(letter: str) -> bool:
    """Tell whether a letter is Latin."""
    return unicodedata.name(letter, "").startswith("LATIN")


def _digit(key: str) -> bool:
    return key.isascii() and key.isdigit()


_SHIFTED = dict(zip('?{}|:"<>~_+', "/[]\\;',.`-=", strict=True))
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
