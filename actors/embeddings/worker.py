"""Worker process for embedding: takes a path, replies with features or a reason."""

from __future__ import annotations

import sys
from pathlib import Path

from actors.embeddings.extraction import Unembedded, extract_features, load_model
from actors.embeddings.reply import EMBEDDED, UNUSABLE, pack_error
from actors.kernel.serving import serve
from models.embedding.network import NetworkError


def main() -> None:
    """Embed files until the input ends."""
    name, folder = sys.argv[1:]
    try:
        model = load_model(name, Path(folder))
        model.check()
    except NetworkError as error:
        unusable = UNUSABLE + str(error).encode(errors="replace")
        return serve(lambda _path: unusable)

    def answer(path: bytes) -> bytes:
        try:
            return EMBEDDED + extract_features(model, path)
        except Unembedded as error:
            return pack_error(error)

    return serve(answer)


if __name__ == "__main__":
    main()
