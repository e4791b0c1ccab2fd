"""Text folding: what counts as the same text when names are searched or compared."""

from __future__ import annotations

import re
import unicodedata

from models.library.file_name import text

_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
"""Marks that a person leaves out when typing: accents, Hebrew points, Arabic vowels.

Not those that make another letter, such as the voicing of kana or the vowels of Indic scripts.
Source: Unicode 15 blocks Combining Diacritical Marks (with Extended, Supplement, Symbols, Half).
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
"""Letters that no normal form takes apart, as they are typed on a keyboard without them."""


def folded(text: str) -> str:
    """Return `text` so that what differs in case alone becomes equal.

    Source: Unicode 15, D145 (canonical caseless match), kept composed here.
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text).casefold()
    return unicodedata.normalize("NFC", decomposed)


def search_folded(text: str) -> str:
    """Return `text` so that case, accents, width and Unicode form make no difference.

    `Café`, `CAFE` and full-width `CAFE` become `cafe`; `Straße` becomes `strasse`. Folding
    twice changes nothing, and `folded` text folds to the same.

    Source: Unicode 15, D146 (compatibility caseless match), then without the marks of `_MARKS`.
    """
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFD", text).casefold())
    text = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", _MARKS.sub("", text).translate(_LETTERS))


def searchable(path: bytes) -> str:
    """Return the text in which the words of a search are looked for."""
    return path_folded(text(path))


def path_folded(path: str) -> str:
    """Return `search_folded` of each part of `path`; what folds to `/` within one is no divider."""
    return "/".join(search_folded(part).replace("/", "\u2215") for part in path.split("/"))
