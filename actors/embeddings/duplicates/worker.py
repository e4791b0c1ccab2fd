"""The process that compares: two paths in, what is left or a reason out."""

from __future__ import annotations

import struct

from actors.embeddings.duplicates.comparing import Incomparable, compared
from actors.kernel.worker import serve

BETWEEN = b"\0"
"""Between two paths: no path holds it."""
LEFT = struct.Struct("<d")
"""Decibels; any other answer is a reason."""


def _answer(question: bytes) -> bytes:
    first, _, second = question.partition(BETWEEN)
    try:
        return LEFT.pack(compared(first, second).left)
    except Incomparable as error:
        return b"reason: " + str(error).encode(errors="replace")


if __name__ == "__main__":
    serve(_answer)
