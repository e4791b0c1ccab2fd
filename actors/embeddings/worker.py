"""The process that listens: a path in, features or a reason out."""

from __future__ import annotations

import sys
from pathlib import Path

from actors.embeddings.extraction import Unembedded, extract_features, load_model
from actors.kernel.worker import serve
from actors.media.error import Unopened

HEARD, UNHEARD, UNAVAILABLE = b"+", b"-", b"?"
"""What an answer begins with; the last: a file could not be read for a reason that may pass."""


def pack_failure(error: Exception) -> bytes:
    """Return the answer that tells why there is none."""
    passing = isinstance(error.__cause__, Unopened)
    return (UNAVAILABLE if passing else UNHEARD) + str(error).encode(errors="replace")


def main() -> None:
    """Listen to files until there are no more."""
    name, folder = sys.argv[1:]
    model = load_model(name, Path(folder))

    def answer(path: bytes) -> bytes:
        try:
            return HEARD + extract_features(model, path)
        except Unembedded as error:
            return pack_failure(error)

    serve(answer)


if __name__ == "__main__":
    main()
