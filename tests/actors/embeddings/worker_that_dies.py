"""Hears every path but those it dies of."""

from __future__ import annotations

import os

from actors.embeddings.reply import EMBEDDED
from actors.kernel.serving import serve


def answer(path: bytes) -> bytes:
    if b"deadly" in path:
        os._exit(3)
    return EMBEDDED + path


if __name__ == "__main__":
    serve(answer)
