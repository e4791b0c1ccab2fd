"""Worker process that embeds chunks of files: takes `REQUEST` and a path.

It replies with the length of the windows, these, and their features; or a reason.
"""

from __future__ import annotations

import sys
from pathlib import Path

from actors.embeddings.extraction import Unembedded, load_model
from actors.embeddings.inside.extraction import LENGTH, REQUEST, extract_chunk
from actors.embeddings.reply import EMBEDDED, UNUSABLE, pack_error
from actors.kernel.serving import serve
from models.embedding.network import NetworkError


def main() -> None:
    """Embed chunks until the input ends."""
    name, folder = sys.argv[1:]
    try:
        model = load_model(name, Path(folder))
        model.check()
    except NetworkError as error:
        unusable = UNUSABLE + str(error).encode(errors="replace")
        return serve(lambda _request: unusable)

    def answer(request: bytes) -> bytes:
        number, most = REQUEST.unpack_from(request)
        try:
            windows, features = extract_chunk(model, request[REQUEST.size :], number, most)
        except Unembedded as error:
            return pack_error(error)
        return EMBEDDED + LENGTH.pack(len(windows)) + windows + features

    return serve(answer)


if __name__ == "__main__":
    main()
