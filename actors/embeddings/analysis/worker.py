"""Worker process for analysis: takes a path, replies with a result or a reason."""

from __future__ import annotations

from actors.embeddings.analysis.extraction import Unknowable, analyse_file
from actors.embeddings.reply import EMBEDDED, pack_error
from actors.kernel.serving import serve


def _answer(path: bytes) -> bytes:
    try:
        return EMBEDDED + analyse_file(path)
    except Unknowable as error:
        return pack_error(error)


if __name__ == "__main__":
    serve(_answer)
