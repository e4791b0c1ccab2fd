"""Worker process for embedding: takes a path, replies with features or a reason."""

from __future__ import annotations

import sys
from pathlib import Path

from actors.embeddings.extraction import Unembedded, extract_features, load_model
from actors.kernel.worker import serve
from actors.media.error import Unopened

EMBEDDED, FAILED, UNAVAILABLE = b"+", b"-", b"?"
"""First byte of a reply; the last: the file could not be read for a temporary reason."""


def pack_error(error: Exception) -> bytes:
    """Serialise the reason of a failure."""
    passing = isinstance(error.__cause__, Unopened)
    return (UNAVAILABLE if passing else FAILED) + str(error).encode(errors="replace")


def main() -> None:
    """Embed files until the input ends."""
    name, folder = sys.argv[1:]
    model = load_model(name, Path(folder))

    def answer(path: bytes) -> bytes:
        try:
            return EMBEDDED + extract_features(model, path)
        except Unembedded as error:
            return pack_error(error)

    serve(answer)


if __name__ == "__main__":
    main()
