"""File names are bytes; these are the ways to write them as text.

`shown` is for eyes and cannot fail; `encoded` is for programs and can be undone.
"""

from __future__ import annotations

import os
import unicodedata
from typing import Any

LONGEST = 400
"""Characters of a shown name; textures of longer ones exceed what GL allows."""


def text(path: bytes) -> str:
    """Return `path`, of any length, as text that any label can draw.

    Bytes that are not UTF-8 become `�`, control characters `␣`, and
    composed letters are kept composed (NFC), as fonts hold those.
    """
    composed = unicodedata.normalize("NFC", path.decode("utf-8", "replace"))
    if composed.isascii() and composed.isprintable():
        return composed
    unsafe = {"Cc", "Cs", "Zl", "Zp"}
    return "".join("␣" if unicodedata.category(c) in unsafe else c for c in composed)


def shown(path: bytes) -> str:
    """Return the `text` of `path`, its middle left out if it is too long to draw."""
    safe = text(path)
    if len(safe) <= LONGEST:
        return safe
    half = LONGEST // 2
    return f"{safe[:half]}…{safe[-half + 1 :]}"


def encoded(path: bytes) -> str:
    r"""Return `path` as text that `decoded` turns back into the same bytes.

    The form is Python's own for file names (PEP 383): an undecodable byte
    0xNN becomes the code point U+DCNN, which JSON writes as `\udcNN`.
    """
    return path.decode("utf-8", "surrogateescape")


def decoded(text: str) -> bytes:
    """Return the bytes that `encoded` made `text` from."""
    return text.encode("utf-8", "surrogateescape")


def openable(path: bytes) -> Any:
    """Return `path` as soundfile takes it, though its types do not say so: as it is.

    Not every name is text. On Windows each is, and bytes would be taken for another alphabet.
    """
    return os.fsdecode(path) if os.name == "nt" else path


def name(path: bytes) -> str:
    """Return the last part of `path`, as shown."""
    return shown(os.path.basename(path) or path)
