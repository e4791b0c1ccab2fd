"""Worker process for null tests: takes two paths, replies with a proof or a reason."""

from __future__ import annotations

import struct
from dataclasses import astuple

from actors.embeddings.duplicates.comparison import Incomparable, screen_files
from actors.kernel.serving import serve
from models.audio.units import Decibels

WORTH = struct.Struct("<d")
"""Maximum residual in decibels, before the paths."""
BETWEEN = b"\0"
"""Separator between two paths: no path contains it."""
PROOF, REASON = b"+", b"-"
"""First byte of a reply."""
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
