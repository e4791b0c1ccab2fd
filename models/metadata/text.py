"""Text in containers that do not declare an encoding."""

from __future__ import annotations


def decoded(data: bytes) -> str:
    """Return the text up to the first zero byte.

    Decode as UTF-8; other bytes become lone surrogates (PEP 383), so that `encoded` restores the
    same bytes.
    """
    return data.partition(b"\0")[0].decode("utf-8", "surrogateescape")


def encoded(text: str) -> bytes:
    """Return the bytes of a text, without null characters."""
    return text.replace("\0", "").encode("utf-8", "surrogateescape")


def plain(text: str) -> str:
    """Return the text as valid UTF-8: undecodable text is reread as Latin-1."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogateescape").decode("latin-1")
    return text
