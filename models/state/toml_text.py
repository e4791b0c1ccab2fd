"""`config.toml` as text and back to bytes; byte order mark and line ends are preserved.

Not here: parsing and changing it (`actors/config`).
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_OTHERS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
"""Byte order marks of encodings that TOML forbids; that of UTF-32 begins like that of UTF-16."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text file, decoded."""

    text: str
    """If `windows`, with `\\n` at the end of each line; else unchanged."""
    mark: bool = False
    """Whether the file begins with a byte order mark."""
    windows: bool = False
    """Whether all lines end with `\\r\\n`."""

    def encoded(self, text: str) -> bytes:
        """Return a changed `text` as bytes in the form of the file."""
        ended = text.replace("\n", "\r\n") if self.windows else text
        return (codecs.BOM_UTF8 if self.mark else b"") + ended.encode()


def decode_toml(content: bytes, *, escape: bool = False) -> Document:
    """Return the text of a TOML file, which is UTF-8 with or without a byte order mark.

    Args:
        content: Of the file.
        escape: Bytes that are not UTF-8 become surrogates (PEP 383).

    Source: TOML 1.0, "a TOML file must be a valid UTF-8 encoded Unicode document".

    Raises:
        ValueError: Another encoding; the message says which, or where it is not UTF-8.
    """
    for mark, name in _OTHERS:
        if content.startswith(mark):
            raise ValueError(f"it is saved as {name}; save it as UTF-8")
    if b"\0" in content:
        raise ValueError("it holds zero bytes, as UTF-16 does; save it as UTF-8")
    body = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode(errors="surrogateescape" if escape else "strict")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise ValueError(f"line {line} is not UTF-8; save it as UTF-8") from None
    windows = 0 < text.count("\n") == text.count("\r\n")
    return Document(
        text.replace("\r\n", "\n") if windows else text, len(body) != len(content), windows
    )
