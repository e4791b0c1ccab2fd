"""Notation of keys: in the key table, in `config.toml`, and for display."""

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
    "menu": "Menu",
}
"""Keys that are not characters: name in the key table, and label for display."""
FUNCTIONS = frozenset(f"f{number}" for number in range(1, 13))


class InvalidKey(ValueError):
    """A text does not name a key; the message says why."""


def stroke(key: str, modifiers: frozenset[str]) -> str:
    """Return a key press in the notation of the key table.

    Args:
        key: Name of the key without modifiers, lower case, such as `a` or `up`.
        modifiers: Any of `HELD`; others (locks) are ignored.
    """
    held = [name.capitalize() for name in HELD if name in modifiers]
    return "+".join([*held, key])


def parse_keys(text: str) -> str:
    """Parse keys as users write them (`ctrl + Z`, `g S`, `?`) to the notation of the key table.

    Raises:
        InvalidKey: There are no such keys.
    """
    words = text.replace(" + ", "+").split()
    if not 1 <= len(words) <= 2:  # noqa: PLR2004 - a chord has two keys
        raise InvalidKey(TOO_MANY)
    return " ".join(_parse_key(word) for word in words)


def _parse_key(word: str) -> str:
    if word.endswith("+") and (word == "+" or word[-2] == "+"):
        word = f"{word[:-1]}Shift+="
    *held, key = unicodedata.normalize("NFC", word).split("+")
    modifiers = {name.lower() for name in held}
    if unknown := modifiers.difference(HELD):
        raise InvalidKey(unknown_modifier(min(unknown)))
    if (
        len(key) == 1 and key.isupper() and len(key.lower()) == 1 and not modifiers
    ):  # `Ctrl+Z` means without Shift
        modifiers.add("shift")
    key = {shown.lower(): name for name, shown in NAMES.items()}.get(key.lower(), key.lower())
    if key in _SHIFTED:
        modifiers.add("shift")
        key = _SHIFTED[key]
    if key not in NAMES and key not in FUNCTIONS and not (len(key) == 1 and key.isprintable()):
        raise InvalidKey(unknown_key(key))
    return stroke(key, frozenset(modifiers))


def candidates(
    key: str, modifiers: frozenset[str], sign: str, place: str, *, latin: bool = True
) -> tuple[str, ...]:
    """Return possible readings of a printing key press, likeliest first.

    A key is named by the character it types, whatever the layout; digits by position, as they need
    Shift in some layouts. In non-Latin layouts, keys are named by what a US keyboard has there.

    Args:
        key: Character typed without modifiers, lower case.
        modifiers: Any of `HELD`; others are ignored.
        sign: Character typed with the held modifiers; `""`: unknown.
        place: Character on a US keyboard at that position, without modifiers; `""`: none.
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
    """Return the readings of a character typed with Shift or AltGr."""
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
"""Characters typed with Shift on a US keyboard, for which the key table is written."""


def display_keys(keys: str) -> str:
    """Return `keys` for display: `g S`, `Ctrl+F`, `?`, `↑`."""
    return " ".join(_display_key(part) for part in keys.split(" "))


def _display_key(pressed: str) -> str:
    *held, key = pressed.split("+")
    if held == ["Shift"] and len(key) == 1:
        return next((sign for sign, plain in _SHIFTED.items() if plain == key), key.upper())
    shown = NAMES.get(key, key.upper() if held or key in FUNCTIONS else key)
    return "+".join([*held, shown])
