"""The process that analyses: a path in, what was found out or a reason out."""

from __future__ import annotations

from actors.embeddings.analysis.extraction import Unknowable, analyse_file
from actors.embeddings.worker import HEARD, pack_failure
from actors.kernel.worker import serve


def _answer(path: bytes) -> bytes:
    try:
        return HEARD + analyse_file(path)
    except Unknowable as error:
        return pack_failure(error)


if __name__ == "__main__":
    serve(_answer)
