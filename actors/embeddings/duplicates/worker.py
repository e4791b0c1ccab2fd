"""Worker process for null tests: two paths yield a proof or a reason, one a fingerprint."""

from __future__ import annotations

import struct
from dataclasses import astuple

from actors.embeddings.duplicates.comparison import Incomparable, compare_files, read_fingerprint
from actors.embeddings.reply import BETWEEN
from actors.kernel.serving import serve
from models.duplicates.fingerprint import pack_fingerprint

PROOF, PRINT, REASON = b"+", b"=", b"-"
"""First byte of a reply."""
FIELDS = struct.Struct("<ddddd?")
"""The fields of a `Proof`."""


def _answer(question: bytes) -> bytes:
    first, apart, second = question.partition(BETWEEN)
    try:
        if not apart:
            return PRINT + pack_fingerprint(read_fingerprint(first))
        return PROOF + FIELDS.pack(*astuple(compare_files(first, second)))
    except Incomparable as error:
        return REASON + str(error).encode(errors="replace")
    except Exception as error:  # noqa: BLE001 - a door: soxr, numpy and memory; the pair is not compared
        return REASON + f"{type(error).__name__}: {error}".encode(errors="replace")


if __name__ == "__main__":
    serve(_answer)
