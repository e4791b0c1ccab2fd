"""Text in containers that do not declare an encoding."""

from __future__ import annotations


def decode_text(data: bytes) -> str:
    """Return the text up to the first zero byte.

    Decode as UTF-8; other bytes become lone surrogates (PEP 383), which `encode_text` maps back to
    the same bytes.
    """
    return data.partition(b"\0")[0].decode("utf-8", "surrogateescape")


def encode_text(text: str) -> bytes:
    """Return the bytes of a text, without null characters."""
    return text.replace("\0", "").encode("utf-8", "surrogateescape")


def utf8_text(text: str) -> str:
    """Return the text as valid UTF-8: undecodable text is reread as Latin-1."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogateescape").decode("latin-1")
    return text
