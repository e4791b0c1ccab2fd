"""Texts in containers that do not say how they are encoded."""

from __future__ import annotations


def decoded(data: bytes) -> str:
    """Return the text before the first zero byte.

    It is taken as UTF-8; other bytes become lone surrogates (PEP 383), so that
    `encoded` gives the same bytes again.
    """
    return data.partition(b"\0")[0].decode("utf-8", "surrogateescape")


def encoded(text: str) -> bytes:
    """Return the bytes of a text, without what no text field can hold."""
    return text.replace("\0", "").encode("utf-8", "surrogateescape")


def plain(text: str) -> str:
    """Return a text that can be written as UTF-8: what was not is taken as Latin-1."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogateescape").decode("latin-1")
    return text
