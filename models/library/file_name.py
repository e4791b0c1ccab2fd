"""Conversion of file names, which are bytes, to text.

`display_path` is for display and never fails; `encode_path` is for programs and reversible.
"""

from __future__ import annotations

import os
import unicodedata
from typing import Any

from models.text.controls import visible
from models.text.elision import elide

LONGEST = 400
"""Characters of a displayed name; textures of longer ones exceed GL limits."""


def printable(path: bytes) -> str:
    """Return `path`, of any length, as drawable text.

    Bytes that are not UTF-8 become `�`, control characters `␣`; letters are composed (NFC), the
    form that fonts contain.
    """
    text = path.decode("utf-8", "replace")
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    unsafe = {"Cc", "Cs", "Zl", "Zp"}
    return "".join("␣" if unicodedata.category(c) in unsafe else c for c in composed)


def display_path(path: bytes) -> str:
    """Return the `printable` text of `path`, elided in the middle if it is too long to draw.

    Nothing in it is invisible: marks of direction, which could feign another extension, are `␣`.
    """
    safe = visible(printable(path))
    if len(safe) <= LONGEST:
        return safe
    return elide(safe, LONGEST, len)


def encode_path(path: bytes) -> str:
    r"""Return `path` as text that `decode_path` converts back to the same bytes.

    Surrogate escapes (PEP 383): an undecodable byte 0xNN becomes the code point U+DCNN, which JSON
    writes as `\udcNN`.
    """
    return path.decode("utf-8", "surrogateescape")


def decode_path(text: str) -> bytes:
    """Return the bytes that `encode_path` produced `text` from."""
    return text.encode("utf-8", "surrogateescape")


def soundfile_path(path: bytes) -> Any:
    """Return `path` in the form that soundfile opens: bytes, contrary to its type hints.

    On POSIX a name need not be text. On Windows it always is, and bytes would be decoded with
    another code page.
    """
    return os.fsdecode(path) if os.name == "nt" else path


def display_name(path: bytes) -> str:
    """Return the last component of `path` for display."""
    return display_path(os.path.basename(path) or path)
