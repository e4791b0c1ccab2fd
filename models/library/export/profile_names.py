"""File names under the rules of a profile."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from models.library.export.name_template import (
    Names,
    is_device,
    safe_stem,
    truncate_stem,
)
from models.library.export.profile import NameRules

_FOLDED = {"ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "œ": "oe", "Œ": "OE", "đ": "d"}
"""Letters that Unicode does not decompose."""
_FILLERS = "_- "


class ProfileNames(Names):
    """Set of assigned names that obey rules."""

    def __init__(self, rules: NameRules) -> None:
        super().__init__()
        self._rules = rules

    def free_names(self, stem: str, ending: str) -> Iterator[str]:
        """Yield the free names among `stem` with `ending`, then with a number, until none is left.

        Args:
            stem: From `shape_name`.
            ending: Extension with the dot.
        """
        number = 1
        while True:
            numbered = number_name(stem, number, self._rules) if number > 1 else stem
            if not numbered:
                return
            name = numbered + shape_ending(ending, self._rules)
            if not is_device(numbered) and not self.is_taken(name):
                yield name
            number += 1


def shape_name(text: str, rules: NameRules) -> str:
    """Return the nearest name that obeys the rules; never empty.

    Letters that are not allowed lose their accents, or change their case, or become a filler.
    """
    stem = _fit(_cased(safe_stem(text), rules), rules)
    if is_device(stem):
        stem = _fit("0" + stem, rules)
    return stem


def number_name(stem: str, number: int, rules: NameRules) -> str:
    """Return a name with a number at its end; empty: there is no room for it."""
    ending = f"{_filler(rules)}{number}"
    if not rules.length:
        return truncate_stem(stem).rstrip(" .") + ending
    room = rules.length - len(ending)
    return stem[:room].rstrip(" .") + ending if room >= 0 else ""


def shape_ending(ending: str, rules: NameRules) -> str:
    """Return an extension in the case of the rules."""
    return _cased(ending, rules)


def obeys(stem: str, rules: NameRules) -> bool:
    """Return whether a name without its extension obeys the rules."""
    fits = not rules.length or len(stem) <= rules.length
    allowed = not rules.letters or re.fullmatch(f"[{rules.letters}]+", stem) is not None
    return bool(stem) and fits and allowed and stem == _cased(stem, rules) and not is_device(stem)


def _fit(text: str, rules: NameRules) -> str:
    filler = _filler(rules)
    found = "".join(_letter(one, rules, filler) for one in text)
    if filler and rules.letters:
        found = re.sub(f"{re.escape(filler)}{{2,}}", filler, found)
    found = found.strip(" .") if rules.letters else found
    found = (found[: rules.length] if rules.length else truncate_stem(found)).strip(" .")
    if found.strip(_FILLERS):
        return found
    plain = "".join(_letter(one, rules, "") for one in _cased("sample", rules))
    return plain[: rules.length or None] or "1"


def _letter(one: str, rules: NameRules, filler: str) -> str:
    """Return what stands for a letter."""
    if not rules.letters:
        return one
    allowed = re.compile(f"[{rules.letters}]")
    folded = "".join(
        part
        for part in unicodedata.normalize("NFKD", _FOLDED.get(one, one))
        if not unicodedata.combining(part)
    )
    swapped = (folded.swapcase(),) if rules.case == "keep" else ()
    for offer in (one, folded, *swapped):
        cased = _cased(offer, rules)
        if cased and all(map(allowed.fullmatch, cased)):
            return cased
    return filler


def _filler(rules: NameRules) -> str:
    allowed = re.compile(f"[{rules.letters}]") if rules.letters else re.compile(".")
    return next((one for one in _FILLERS if allowed.fullmatch(one)), "")


def _cased(text: str, rules: NameRules) -> str:
    return {"upper": text.upper, "lower": text.lower}.get(rules.case, lambda: text)()
