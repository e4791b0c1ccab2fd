"""What counts as the same when names are searched."""

from __future__ import annotations

import unicodedata

from models.library.naming import text


def folded(text: str) -> str:
    """Return `text` so that what differs in case alone becomes equal.

    Source: Unicode 15, D145 (canonical caseless match), kept composed here.
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text).casefold()
    return unicodedata.normalize("NFC", decomposed)


def searchable(path: bytes) -> str:
    """Return the text in which the words of a search are looked for."""
    return folded(text(path))
