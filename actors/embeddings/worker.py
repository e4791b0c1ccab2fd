"""The process that listens: a path in, features or a reason out."""

from __future__ import annotations

import sys
from pathlib import Path

from actors.embeddings.listening import Unheard, features, loaded
from actors.kernel.worker import serve

HEARD, UNHEARD = b"+", b"-"
"""What an answer begins with."""


def main() -> None:
    """Listen to files until there are no more."""
    name, folder = sys.argv[1:]
    model = loaded(name, Path(folder))

    def answer(path: bytes) -> bytes:
        try:
            return HEARD + features(model, path)
        except Unheard as error:
            return UNHEARD + str(error).encode(errors="replace")

    serve(answer)


if __name__ == "__main__":
    main()
