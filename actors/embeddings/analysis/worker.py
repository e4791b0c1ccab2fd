"""The process that analyses: a path in, what was found out or a reason out."""

from __future__ import annotations

from actors.embeddings.analysis.extraction import Unknowable, found_out
from actors.embeddings.worker import HEARD, unheard
from actors.kernel.worker import serve


def _answer(path: bytes) -> bytes:
    try:
        return HEARD + found_out(path)
    except Unknowable as error:
        return unheard(error)


if __name__ == "__main__":
    serve(_answer)
