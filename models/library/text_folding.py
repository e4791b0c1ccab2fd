"""Text folding for search and comparison of names."""

from __future__ import annotations

import re
import unicodedata

from models.library.file_name import printable

_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
"""Combining marks that people omit when typing: accents, Hebrew points, Arabic vowels.

Marks that form another letter are kept, such as kana voicing or Indic vowel signs. Source: Unicode
15 blocks Combining Diacritical Marks (with Extended, Supplement, Symbols, Half).
"""
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ĸ": "k",
        "ƒ": "f",
        "♯": "#",
        "♭": "b",
        "№": "no",
    }
)
"""Letters without a decomposition, as typed on a keyboard that lacks them."""


def fold_case(text: str) -> str:
    """Return `text` case-folded.

    Source: Unicode 15, D145 (canonical caseless match), composed (NFC) here.
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text).casefold()
    return unicodedata.normalize("NFC", decomposed)


def fold_for_search(text: str) -> str:
    """Return `text` without differences of case, accents, width and Unicode form.

    `Café`, `CAFE` and full-width `CAFE` become `cafe`; `Straße` becomes `strasse`. The function is
    idempotent, and text from `fold_case` folds to the same.

    Source: Unicode 15, D146 (compatibility caseless match), then without the marks of `_MARKS`.
    """
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFD", text).casefold())
    text = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", _MARKS.sub("", text).translate(_LETTERS))


def search_text(path: bytes) -> str:
    """Return the folded text that search words are matched against."""
    return fold_path(printable(path))


def fold_path(path: str) -> str:
    """Return `path` with each component folded for search; a `/` from folding is replaced."""
    if path.isascii():
        return path.lower()
    return "/".join(fold_for_search(part).replace("/", "\u2215") for part in path.split("/"))
