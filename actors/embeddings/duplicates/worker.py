"""The process that compares: two paths in, what is left or a reason out."""

from __future__ import annotations

import struct
from dataclasses import astuple

from actors.embeddings.duplicates.comparison import Incomparable, screen_files
from actors.kernel.worker import serve
from models.audio.units import Decibels

WORTH = struct.Struct("<d")
"""Decibels that may be left, before the paths."""
BETWEEN = b"\0"
"""Between two paths: no path holds it."""
PROOF, REASON = b"+", b"-"
"""What an answer begins with."""
FIELDS = struct.Struct("<ddddd?")
"""The fields of a `Proof`."""


def _answer(question: bytes) -> bytes:
    (worth,) = WORTH.unpack_from(question)
    first, _, second = question[WORTH.size :].partition(BETWEEN)
    try:
        proof = screen_files(first, second, Decibels(worth))
    except Incomparable as error:
        return REASON + str(error).encode(errors="replace")
    except Exception as error:  # noqa: BLE001 - a door: soxr, numpy and memory; the pair is not compared
        return REASON + f"{type(error).__name__}: {error}".encode(errors="replace")
    return PROOF + FIELDS.pack(*astuple(proof))


if __name__ == "__main__":
    serve(_answer)
